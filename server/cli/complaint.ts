/** How a command says no: in plain words, ending with 1 for a no and 2 for wrong use. */

export class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly exit: 1 | 2;
  constructor(message: string, exit: 1 | 2 = 1) {
    super(message);
    this.exit = exit;
  }
}

/** The command was not used as its help says: a wrong option, an unreadable file, a bad line in it. */
export function wrongUse(message: string): Complaint {
  return new Complaint(message, 2);
}

/** For results that someone's program reads: one JSON document on stdout, nothing else. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For people beside the result, so that a pipe receives the result alone. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
