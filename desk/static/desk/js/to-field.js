// The way to a field that may be folded away, or that an editor stands in for.

/** Shows the field and gives it the focus. `quote`: words in it. False where an editor shows the place itself. */
export function goToField(field, quote = "") {
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  if (!field.dispatchEvent(new CustomEvent("show-place", { detail: quote, cancelable: true }))) return false;
  field.scrollIntoView({ block: "center" });
  field.focus();
  return true;
}
