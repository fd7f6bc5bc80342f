type Child = Node | string | null;

interface ElementOptions {
  readonly class?: string;
  /** Attributes by name; null leaves one away. */
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly onClick?: () => void;
}

/** Makes an element. Text becomes text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.class !== undefined) {
    made.className = options.class;
  }
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    if (value !== null) {
      made.setAttribute(name, value);
    }
  }
  if (options.onClick !== undefined) {
    made.addEventListener('click', options.onClick);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that looks like a link: it opens something in the editor. */
export function linkButton(text: string, title: string, onClick: () => void): HTMLButtonElement {
  return element('button', { class: 'link', attributes: { type: 'button', title }, onClick }, text);
}

/** A button of the secondary kind. */
export function pushButton(text: string, onClick: () => void): HTMLButtonElement {
  return element('button', { class: 'push', attributes: { type: 'button' }, onClick }, text);
}

/** Sets text only where it differs: screen readers announce a live region that is written again. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
