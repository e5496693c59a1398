/** Which key was pressed, in the words that a screen uses, and whether it was meant for a field. */

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** `j`, `?`, `Ctrl+K`; Ctrl stands for the command key of a Mac too. */
export function pressOf({ key, ctrlKey, metaKey, altKey }: Pressed): string {
  const name = key.length === 1 && (ctrlKey || metaKey || altKey) ? key.toUpperCase() : key;
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${name}`;
}

/** A press without Ctrl or Alt is a letter wherever letters can be typed, and arrows belong to what has the focus. */
export function isForField(press: string, element: Element | null): boolean {
  if (element === null) return false;
  // A field has an undo of its own.
  if (press !== 'Ctrl+Z' && (press.startsWith('Ctrl+') || press.startsWith('Alt+'))) return false;
  if (element.closest('dialog[open]') !== null) return true;
  if (element.matches('input[type=checkbox]')) return press === ' ' || press === 'Enter';
  return element.matches('input, textarea, select, [contenteditable], [role=combobox], [role=radio], [role=radiogroup], [role=listbox], [role=option], [role=slider]');
}
