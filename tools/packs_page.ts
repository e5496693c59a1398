/** Puts the table of packs into docs/packs.md: what each says for itself, counted and never typed. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExamples } from '../core/pack/examples.ts';
import { readWorld } from '../server/demo/world_file.ts';
import { examplesFile, loadPack, packNames, packsFolder, type LoadedPack } from '../server/pack/load.ts';
import { root } from './sources.ts';

export const packsPagePath = 'docs/packs.md';
const begins = '<!-- The table is written by `npm run generate` from packs/ and server/demo/worlds/. -->';
const ends = '<!-- End of the table. -->';

/** The page as it stands, with its table made anew. */
export async function packsPage(): Promise<string> {
  const page = await readFile(join(root, packsPagePath), 'utf8');
  const [before, rest] = page.split(begins);
  const after = rest?.split(ends)[1];
  if (before === undefined || after === undefined) throw new Error(`${packsPagePath} has no place for its table`);
  return `${before}${begins}\n\n${await table()}\n\n${ends}${after}`;
}

const columns = ['promises', 'milestones', 'duties', 'forms', 'gates', 'approvals', 'guides', 'roles', 'examples', 'cases of its world', 'told as a story'] as const;
type Counts = Record<(typeof columns)[number], number>;

async function table(): Promise<string> {
  const common = await soundPack('common');
  const rows = [{ pack: common, counts: await countsOf(common, null) }];
  for (const name of await packNames()) {
    const pack = await soundPack(name);
    rows.push({ pack, counts: await countsOf(pack, common) });
  }
  const sum = Object.fromEntries(columns.map((column) => [column, rows.reduce((total, { counts }) => total + counts[column], 0)])) as Counts;
  const lines = rows.map(({ pack, counts }) => line(`\`${pack.name}\``, pack.pack.words['zh-CN'], pack.pack.words.en, counts));
  return [`| pack | 中文 | English | ${columns.join(' | ')} |`, `|---|---|---|${columns.map(() => '---:').join('|')}|`, ...lines, line('all', '', '', sum)].join('\n');
}

function line(name: string, chinese: string, english: string, counts: Counts): string {
  return `| ${name} | ${chinese} | ${english} | ${columns.map((column) => counts[column]).join(' | ')} |`;
}

async function countsOf(pack: LoadedPack, common: LoadedPack | null): Promise<Counts> {
  const own = (part: (bundle: LoadedPack['pack']) => readonly string[]) => {
    const shared = new Set(common === null ? [] : part(common.pack));
    return part(pack.pack).filter((name) => !shared.has(name)).length;
  };
  const keys = (list: object | undefined) => Object.keys(list ?? {});
  const codes = (list: readonly { readonly code: string }[] | undefined) => (list ?? []).map((each) => each.code);
  const world = await readWorld(pack.name);
  return {
    promises: own(({ promises }) => keys(promises)), milestones: own(({ milestones }) => keys(milestones)), duties: own(({ duties }) => keys(duties)), forms: own(({ forms }) => keys(forms)),
    gates: own(({ gates }) => keys(gates)), approvals: own(({ approvals }) => keys(approvals)), guides: own(({ guides }) => codes(guides)), roles: own(({ roles }) => codes(roles)), examples: await examplesOf(pack.name),
    'cases of its world': world?.cases.length ?? 0, 'told as a story': world?.cases.filter((each) => each.lines.some(({ who }) => who === 'then')).length ?? 0,
  };
}

async function examplesOf(name: string): Promise<number> {
  const written = await readFile(join(packsFolder, name, examplesFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (written === null) return 0;
  const { examples, averages, gates, approvals } = readExamples(written);
  return examples.length + averages.length + gates.length + approvals.length;
}

async function soundPack(name: string): Promise<LoadedPack> {
  const pack = await loadPack(name);
  if (!pack.ok) throw new Error(`${name} is not sound: ${pack.problems[0]!.message}`);
  return pack;
}
