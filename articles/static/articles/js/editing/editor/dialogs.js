// The editor's dialogs: link, source, picture, statement.
import { element, say } from "../../../../desk/js/form-api.js";
import { targetOf } from "./addresses.js";
import { insertBlock, insertCitation, linkAt, removeLink, setLink } from "./commands.js";
import { labelled, openDialog, picker } from "./dialog.js";
import { addSource, matching, pages, pictures, sources, statements, uploadPicture } from "./library.js";
import { nodes } from "./schema.js";

const run = (view, command) => command(view.state, view.dispatch, view);
const backTo = (view) => () => view.focus();

/** Words and address of a link; the site's pages by their words. */
export function linkDialog(view) {
  const place = linkAt(view.state) ?? { from: view.state.selection.from, to: view.state.selection.to };
  const words = labelled(say("link_words"));
  words.field.value = view.state.doc.textBetween(place.from, place.to, " ");
  const address = picker({
    label: say("link_address"),
    help: say("link_help"),
    find: async (query) => (/^\w+:|^$/.test(query) ? [] : (await pages(query)).map(({ target, title }) => ({ title, detail: target, value: { target, title } }))),
    choose: ({ target, title }) => {
      address.field.value = target;
      words.field.value ||= title;
      address.field.dispatchEvent(new Event("input"));
    },
  });
  address.field.value = place.target ?? "";
  const isSitePage = async (target) => !/^(?:article|notice):/.test(target) || (await pages(target.split(":")[1])).some((page) => page.target === target);
  let warned = "";
  const save = async () => {
    const { target, fault } = targetOf(address.field.value);
    const shown = words.field.value.replace(/\s+/g, " ").trim();
    if (fault) return say(fault);
    if (!shown) return say("link_no_words");
    if (warned !== target && !(await isSitePage(target))) {
      warned = target;
      return say("link_no_page");
    }
    run(view, setLink({ words: shown, target }, place));
    return "";
  };
  const remove = { label: say("link_remove"), act: (close) => run(view, removeLink) && close() };
  openDialog({
    title: say("link"), parts: [words.row, address.part], save, more: place.target ? [remove] : [], closed: backTo(view),
  });
  (words.field.value ? address.field : words.field).focus();
}

/** A source of this article, or a new one. Its number stands where the cursor was, or instead of `place`. */
export function citationDialog(view, place = {}, query = "") {
  const cite = (key) => run(view, insertCitation(key, place));
  const found = picker({
    label: say("find_source"),
    find: async (asked) => sources().filter((one) => matching(one, asked)).map(({ key, title, publisher }) => ({ title: title || key, detail: publisher, value: key })),
    choose: (key) => {
      cite(key);
      dialog.close();
    },
  });
  const fields = { publisher: {}, title: {}, url: { type: "url", placeholder: "https://" }, published: {} };
  const made = Object.fromEntries(Object.entries(fields).map(([name, attributes]) => [name, labelled(say(`source_${name}`), attributes)]));
  const add = element("details", { class: "dialog-more" }, element("summary", {}, say("source_add")), ...Object.values(made).map(({ row }) => row));
  const save = () => {
    const values = Object.fromEntries(Object.entries(made).map(([name, { field }]) => [name, field.value.trim()]));
    if (!add.open) return say("source_choose");
    if (!values.title) return say("source_no_title");
    const key = addSource(values);
    if (!key) return say("source_full");
    cite(key);
    return "";
  };
  const dialog = openDialog({ title: say("cite"), parts: [found.part, add], save, saveLabel: say("cite_save"), closed: backTo(view) });
  found.field.value = query;
  found.ask();
  add.open = !sources().length;
  (add.open ? made.publisher.field : found.field).focus();
}

export function statementDialog(view) {
  const found = picker({
    label: say("find_statement"),
    find: async (query) => (await statements())
      .filter(({ name, title, words }) => `${name} ${title} ${words}`.toLowerCase().includes(query.toLowerCase()))
      .map(({ name, title, words }) => ({ title, detail: words.slice(0, 140), value: name })),
    choose: (name) => {
      run(view, insertBlock(nodes.statement.create({ name })));
      dialog.close();
    },
  });
  const dialog = openDialog({ title: say("statement"), parts: [found.part], closed: backTo(view) });
  found.ask();
  found.field.focus();
}

/** A picture of the library, or a new one; `selected` is the picture that is changed. */
export function pictureDialog(view, selected) {
  let name = selected?.attrs.name ?? "";
  const chosen = element("p", { class: "picture-chosen", role: "status" });
  const words = labelled(say("picture_words"), { maxlength: 300 }, { help: say("picture_words_help") });
  words.field.value = selected?.attrs.words ?? "";
  const choose = (picture) => {
    name = picture.name;
    chosen.replaceChildren(element("img", { src: picture.address, alt: "" }), ` ${say("picture_chosen", { words: picture.words })}`);
    words.field.placeholder = picture.words;
  };
  const found = picker({
    label: say("find_picture"),
    find: async (query) => (await pictures(query)).map((one) => ({ title: one.words, image: one.address, value: one })),
    choose,
  });
  const upload = {
    file: labelled(say("picture_file"), { type: "file", accept: "image/jpeg,image/png,image/webp" }),
    alt: labelled(say("picture_alt")),
    credit: labelled(say("picture_credit")),
    licence: labelled(say("picture_licence")),
  };
  const add = element("details", { class: "dialog-more" }, element("summary", {}, say("picture_add")), ...Object.values(upload).map(({ row }) => row));

  async function save() {
    if (add.open && upload.file.field.files.length) {
      const { alt, credit, licence } = Object.fromEntries(Object.entries(upload).map(([one, { field }]) => [one, field.value]));
      const { picture, faults } = await uploadPicture({ upload: upload.file.field.files[0], name: "", alt, credit, licence });
      if (!picture) return faults?.join(" ") || say("picture_refused");
      choose(picture);
    }
    if (!name) return say("picture_none");
    const attrs = { name, words: words.field.value.trim() };
    if (selected) view.dispatch(view.state.tr.setNodeMarkup(view.state.selection.from, null, attrs));
    else run(view, insertBlock(nodes.picture.create(attrs)));
    return "";
  }

  openDialog({ title: say("picture"), parts: [found.part, chosen, words.row, add], save, closed: backTo(view) });
  found.ask();
  found.field.focus();
}

