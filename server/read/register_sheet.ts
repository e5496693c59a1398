/** A register as it is printed: the forms of a kind in a period, in the order of their numbers, void ones in their place and struck through. */

import { isoOf } from '../../core/base/time.ts';
import type { FormRegister } from '../../wire/view/form_views.ts';
import type { Paper } from '../print/paper.ts';
import { Refused } from '../refused.ts';
import { ask, type Asking } from './asking.ts';
import { readRegister } from './form_register.ts';
import type { Sheet } from './form_sheet.ts';
import { typesetIn } from './form_sheet.ts';
import { wallText } from './form_text.ts';
import { activePack } from './me.ts';
import { sayOn, stateWords } from './sheet_words.ts';

type Asked = { readonly form: string; readonly from?: string | undefined; readonly to?: string | undefined };
type Line = FormRegister['items'][number];

const pageRows = 200;
/** Some hundred pages; a longer period is printed in parts. */
const rowsMax = 2_000;

export async function readRegisterSheet(asking: Asking, asked: Asked): Promise<Sheet> {
  const lines: Line[] = [];
  let register: FormRegister;
  let cursor: string | undefined;
  do {
    register = await readRegister(asking, { ...asked, limit: pageRows, cursor }, 'form.register_sheet');
    lines.push(...register.items);
    cursor = register.next_cursor ?? undefined;
    if (lines.length > rowsMax) throw new Refused('print_too_large');
  } while (cursor !== undefined);
  const { pack } = await ask(asking, (client) => activePack(client, asking));
  return { name: `${asked.form}.pdf`, paper: paperOf(asking, asked, register, lines, { organisation: pack.words[asking.lang], timeZone: pack.time_zone }) };
}

function paperOf({ lang, actor, now }: Asking, { from, to }: Asked, register: FormRegister, lines: readonly Line[], { organisation, timeZone }: { readonly organisation: string; readonly timeZone: string }): Paper {
  const say = sayOn(lang);
  const wall = (moment: string) => wallText(moment, timeZone);
  const period = [...(from === undefined ? [] : [say('from', { from: wall(from) })]), ...(to === undefined ? [] : [say('until', { to: wall(to) })])];
  const column = (label: string, width: number, number = false) => ({ label, width, number });
  return {
    kind: 'register', ...typesetIn(lang), organisation, title: register.words, number: period.length === 0 ? say('always') : period.join(lang === 'en' ? ' ' : '，'),
    mark: { text: say('register'), strong: false }, struck: null,
    facts: [{ label: say('entries'), value: String(lines.length) }, { label: say('void_entries'), value: String(lines.filter((line) => line.state === 'void').length) }],
    blocks: lines.length === 0 ? [] : [{
      kind: 'table', label: null,
      columns: [column(say('number'), 4), column(say('opened'), 4), column(say('about'), 4), column(say('state'), 3), ...register.fields.map(({ words }, index) => column(words, widthOf(words, lines.map(({ cells }) => cells[index] ?? null)), lines.every(({ cells }) => typeof (cells[index] ?? 0) === 'number')))],
      rows: lines.map((line) => ({
        struck: line.state === 'void',
        cells: [line.number, `${wall(line.opened_at)}\n${line.opened_by_name ?? line.opened_by}`, line.about, stateWords[line.state][lang], ...line.cells.map((cell) => (cell === null ? null : String(cell)))],
      })),
    }],
    remarks: lines.length === 0 ? [say('nothing_listed')] : [], signers: [],
    foot: say('printed', { at: wall(isoOf(now)), by: actor.name ?? actor.person }),
    words: { number: say('period'), signature: say('signature'), signatures: say('signatures'), pages: say('pages') },
  };
}

/** What is long on the whole gets more of the width. */
function widthOf(words: string, cells: FormRegister['items'][number]['cells']): number {
  const mean = cells.reduce<number>((sum, cell) => sum + String(cell ?? '').length, 0) / Math.max(1, cells.length);
  return Math.min(12, Math.max(3, Math.ceil(Math.max(mean, words.length) / 4)));
}
