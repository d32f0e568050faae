// Files that are dropped or pasted, and pictures of messages that are dragged to a field for files.

const PICTURE = "application/x-easel-picture";

/** Let a picture of a message be dragged to a field. */
export function makeDraggable(node, picture) {
  node.draggable = true;
  node.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(PICTURE, JSON.stringify({ url: picture.url, name: picture.name || "picture.png" }));
    event.dataTransfer.effectAllowed = "copy";
  });
}

/** Whether a drop or a paste holds files. */
export const hasFiles = (transfer) => [...(transfer?.types ?? [])].some((one) => one === "Files" || one === PICTURE);

/** The files of a drop or a paste; a dragged picture is read from the sandbox. */
export async function filesOf(transfer) {
  const dragged = transfer.getData(PICTURE);
  if (!dragged) return [...transfer.files];
  const { url, name } = JSON.parse(dragged);
  const data = await (await fetch(url)).blob();
  return [new File([data], name, { type: data.type })];
}

/** Call `take(files)` for files that are dropped on or pasted into `node`. */
export function takeFiles(node, take) {
  const over = (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    node.classList.add("dropping");
  };
  const given = (transfer, event) => {
    node.classList.remove("dropping");
    if (!hasFiles(transfer)) return;
    event.preventDefault();
    event.stopPropagation();
    filesOf(transfer).then((files) => { if (files.length) take(files); });
  };
  node.addEventListener("dragover", over);
  node.addEventListener("dragleave", () => node.classList.remove("dropping"));
  node.addEventListener("drop", (event) => given(event.dataTransfer, event));
  node.addEventListener("paste", (event) => given(event.clipboardData, event));
}

/** Put files into a file input, as if they had been chosen there. */
export function choose(input, files) {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  input.files = list.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
