/** Telephone numbers as they are kept and compared: one number is found however it was written, a foreign one is never taken for one of ours. */

/** What is dialled before the country from a land line; countries begin with no 0, so that a piece of a number such as 0000 is none. */
const abroad = /^00(?=[1-9])/;
/** No number inside a country is longer, so what is longer and begins with the country has lost its sign, as telephone systems push it. */
const nationalMax = 11;
/** What is dialled before the area inside the country. */
const trunk = '0';

/** As it is kept: digits only, so that 138-0000 and 1380000 are one; with its country, when it was written with one: `+86…`. */
export function storedPhone(written: string): string {
  const digits = phoneDigits(written);
  if (written.trim().startsWith('+')) return `+${digits}`;
  return digits.replace(abroad, '+');
}

/** Digits only, of whatever was typed. */
export function phoneDigits(written: string): string {
  return written.replace(/\D/g, '');
}

/** The number inside its country, without the trunk's 0; null for a number of another country. `home` is the country's code, such as 86. */
export function nationalPhone(written: string, home: string | undefined): string | null {
  const stored = storedPhone(written);
  if (home !== undefined && stored.startsWith(home) && stored.length > nationalMax) return withoutTrunk(stored.slice(home.length));
  if (!stored.startsWith('+')) return withoutTrunk(stored);
  return home !== undefined && stored.startsWith(`+${home}`) ? withoutTrunk(stored.slice(home.length + 1)) : null;
}

/** Every way in which the number may be kept. Also the beginnings of those ways, when a number is still being typed. */
export function phoneForms(written: string, home: string | undefined): string[] {
  const national = nationalPhone(written, home);
  // The country alone is the beginning of no number inside it.
  if (national === null || national === '') return [storedPhone(written)];
  return [national, `${trunk}${national}`, ...(home === undefined ? [] : [`+${home}${national}`, `+${home}${trunk}${national}`, `${home}${national}`])];
}

function withoutTrunk(digits: string): string {
  return digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
}
