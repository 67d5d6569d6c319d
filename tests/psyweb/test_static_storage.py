from django.core.files.storage import FileSystemStorage

from psyweb.startup.static_storage import InlineImports, StaticFilesStorage


def test_a_stylesheet_holds_the_text_of_what_it_imports_without_comments(tmp_path):
    """Also of another app's, which lies in another folder until it is collected."""
    texts = {
        "css/site.css": '/* all */\n@import url("one.css");\n@import url("../polls/css/two.css");\n',
        "css/one.css": "a { color: red; }\n",
        "polls/css/two.css": "b {\n  color: blue;\n\n}\n",
    }
    files = {}
    for number, (name, text) in enumerate(texts.items()):
        file = tmp_path / str(number) / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
        files[name] = (FileSystemStorage(tmp_path / str(number)), name)
    whole = InlineImports(files).open("css/site.css").read()
    assert whole == b"a { color: red; }\nb {\ncolor: blue;\n}\n"


def test_the_whole_stylesheet_is_what_is_collected(tmp_path):
    source = FileSystemStorage(tmp_path / "source")
    (tmp_path / "source/css").mkdir(parents=True)
    (tmp_path / "source/css/site.css").write_text('@import url("one.css");\n')
    (tmp_path / "source/css/one.css").write_text("a { color: red; }\n")
    collected = StaticFilesStorage(location=tmp_path / "collected")
    paths = {name: (source, name) for name in ("css/site.css", "css/one.css")}
    for name in paths:
        with source.open(name) as file:
            collected.save(name, file)
    list(collected.post_process(paths))
    whole = tmp_path / "collected" / collected.stored_name("css/site.css")
    assert whole.read_bytes() == b"a { color: red; }\n"
