/** What this browser keeps for a person. Storage can be forbidden; then nothing is kept, and nothing breaks. */

const prefix = 'sanbao.';

export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function canKeep(): boolean {
  return keep('probe', '1') && keep('probe', null);
}

/** Answers whether it was kept; null forgets. */
export function keep(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
    return true;
  } catch {
    return false;
  }
}
