/** `sanbao journal`: verify the chains, seal them, refill what is derived from them. */

import { checkDerived, rebuild } from '../journal/rebuild.ts';
import { sealJournal, verifyChains, verifySeal } from '../journal/verify.ts';
import { note, print, printJson } from './complaint.ts';
import { withHouse } from './open_house.ts';

type Options = { readonly data: string; readonly json?: boolean };

export async function verify(options: Options & { readonly root?: string }): Promise<void> {
  await withHouse(options.data, async ({ db }) => {
    const verified = await verifyChains(db.pool);
    const sealed = options.root === undefined ? null : await verifySeal(db.pool, options.root);
    const isWhole = verified.broken === null && sealed?.ok !== false;
    if (options.json) printJson({ ok: isWhole, ...verified, seal: sealed });
    else {
      const { broken } = verified;
      if (broken)
        note(
          `BROKEN at fact ${broken.seq} of ${broken.stream} in ${broken.org}${broken.fact === null ? '' : ` (${broken.fact})`}: ${broken.reason}.`,
        );
      if (sealed?.ok === false) note(`The root does not hold: ${sealed.reason}.`);
      if (isWhole)
        print(`Whole: ${verified.facts} facts in ${verified.streams} chains${sealed ? ', and all that was sealed is there' : ''}.`);
    }
    if (!isWhole) process.exitCode = 1;
  });
}

export async function seal(options: Options): Promise<void> {
  await withHouse(options.data, async (house) => {
    const sealed = await sealJournal(house.db.pool, house.now());
    if (options.json) return printJson(sealed);
    print(sealed.text);
    note(`${sealed.streams} chains sealed. Keep this line elsewhere; \`sanbao journal verify --root LINE\` checks it.`);
  });
}

export async function rebuildTables(options: Options & { readonly check?: boolean }): Promise<void> {
  await withHouse(options.data, async (house) => {
    if (!options.check) {
      const streams = await rebuild(house);
      return options.json ? printJson({ streams }) : print(`Refilled from ${streams} streams.`);
    }
    const { streams, differences } = await checkDerived(house);
    if (options.json) printJson({ streams, differences });
    else {
      for (const { org, table, key, kind } of differences) print(`${org} ${table} ${key}: ${kind}`);
      print(`${differences.length === 0 ? 'No' : differences.length} differences after rereading ${streams} streams.`);
    }
    if (differences.length > 0) process.exitCode = 1;
  });
}
