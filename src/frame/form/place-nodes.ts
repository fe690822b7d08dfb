/**
 * Makes nodes the children of a panel. One that is there already stays where it is if nothing changes, so that it
 * keeps the focus.
 */
export function placeNodes(panel: HTMLElement, nodes: Node[]): void {
  for (const node of [...panel.children]) {
    if (nodes.includes(node)) continue;
    // A field that loses the focus shows its error, and so the fields are placed already.
    if (node.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
    if (node.parentNode === panel) node.remove();
  }
  for (const [index, node] of nodes.entries())
    if (panel.children[index] !== node) panel.insertBefore(node, panel.children[index] ?? null);
}
