// The blocks that can be put in: by the toolbar's menu, and by "/" in an empty line.
import { say } from "../../../../desk/js/form-api.js";
import { frame, insertBlock, newTable, toggleHeading, toggleList } from "./commands.js";
import { pictureDialog, statementDialog } from "./dialogs.js";
import { ADVICE, CALLOUTS, nodes } from "./schema.js";

const command = (made) => (view) => made(view.state, view.dispatch, view);

/** Each {name, label, act}. */
export function blocks() {
  return [
    { name: "heading", label: say("heading"), act: command(toggleHeading) },
    { name: "list", label: say("list"), act: command(toggleList(nodes.bullet_list)) },
    { name: "numbered", label: say("numbered"), act: command(toggleList(nodes.ordered_list)) },
    ...Object.entries(CALLOUTS).map(([kind, title]) => ({ name: `callout-${kind}`, label: `${say("callout")}: ${title}`, act: command(frame(nodes.callout, { kind })) })),
    ...Object.entries(ADVICE).map(([kind, title]) => ({ name: `advice-${kind}`, label: `${say("advice_list")}: ${title}`, act: command(frame(nodes.advice, { kind })) })),
    { name: "table", label: say("table"), act: command((...all) => insertBlock(newTable())(...all)) },
    { name: "details", label: say("details"), act: command(frame(nodes.details, null, nodes.summary.create())) },
    { name: "picture", label: say("picture"), act: (view) => pictureDialog(view) },
    { name: "statement", label: say("statement"), act: statementDialog },
  ];
}
