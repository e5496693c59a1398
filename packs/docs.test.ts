import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { factKinds } from '../core/pack/facts.ts';
import { loadPack, packNames } from '../server/pack/load.ts';
import { zhCn } from '../wire/words/zh_cn.ts';
import { en } from '../wire/words/en.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const rooms = ['bin', 'core', 'wire', 'server', 'packs', 'ui', 'console', 'engineer', 'portal', 'test', 'tools', 'bench'];
// Areas of the requirements catalogue; AES-256 and SHA-256 look alike and are none of them.
const row =
  /\b(CLK|REC|AMB|UTL|KPI|INT|DSP|FUP|ENG|ROL|RCD|CMP|WTY|FIN|PRT|TRI|SCR|CAT|CRM|APR|EXP|INS|LNR|PLN|QLT|SUP|TRN|WKS|DLR|EQP|FRM|CAL)-\d{2,3}\b/g;

const sources = readFileSync(`${root}docs/sources.md`, 'utf8');
const restated = new Map(
  [...sources.matchAll(/^- <a id="(.+?)"><\/a>\*\*(.+?)\*\* (.+)$/gm)].map(([, anchor, name, text]) => [
    name!,
    { anchor: anchor!, text: text! },
  ]),
);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && /\.(ts|tsx|yaml|sql|md)$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
      yield `${entry.parentPath}/${entry.name}`;
  }
}

describe('docs/sources.md', () => {
  test('every row that a pack, a source file or a page cites is restated there', () => {
    const missing = new Map<string, string>();
    for (const room of [...rooms, 'docs']) {
      for (const file of existing(room)) {
        // The tests of the fences and of the reader make rows up.
        if (/(tidy|fences|docs)\.test\.ts$/.test(file)) continue;
        for (const [cited] of readFileSync(file, 'utf8').matchAll(row))
          if (!restated.has(cited)) missing.set(cited, file.slice(root.length));
      }
    }
    expect([...missing].map(([cited, file]) => `${cited} in ${file}`)).toEqual([]);
  });

  test('every row is restated in Chinese as well, in the same order, and in Chinese', () => {
    const chinese = [...readFileSync(`${root}docs/sources.zh.md`, 'utf8').matchAll(/^- <a id="(.+?)"><\/a>\*\*(.+?)\*\* (.+)$/gm)];
    expect(chinese.map(([, anchor, name]) => [anchor, name])).toEqual([...restated].map(([name, { anchor }]) => [anchor, name]));
    expect(chinese.filter(([, , , text]) => (text!.match(/[\u4e00-\u9fff]/g) ?? []).length < 5 || /[a-z]{4,}/i.test(text!.replace('chinese-days', ''))).map(([, , name]) => name)).toEqual([]);
  });

  test('every row has its own anchor and one line of some length', () => {
    expect(restated.size).toBe(sources.match(/^- /gm)?.length);
    for (const [name, { anchor, text }] of restated) {
      expect(anchor).toBe(name.toLowerCase());
      expect(text.length, name).toBeGreaterThan(20);
    }
  });
});

describe('docs/glossary.md', () => {
  const lines = readFileSync(`${root}docs/glossary.md`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const entries = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const words = new Map(entries.map(([code, zh, english]) => [code!.replaceAll('`', ''), { zh: zh!, en: english! }]));

  test('every entry has all five columns and a code of its own', () => {
    expect(entries.filter((cells) => cells.length !== 5 || cells.some((cell) => cell === ''))).toEqual([]);
    expect(words.size).toBe(entries.length);
  });

  test('every kind of fact is in it', () => {
    expect(Object.keys(factKinds).filter((kind) => !words.has(kind))).toEqual([]);
  });

  test('every clock of every pack is in it, in the words of the pack', async () => {
    for (const name of await packNames()) {
      const loaded = await loadPack(name);
      if (!loaded.ok) throw new Error(`${name} cannot be read`);
      for (const [clock, { words: said }] of Object.entries(loaded.pack.promises)) {
        expect(words.get(clock), clock).toEqual({ zh: said['zh-CN'], en: said.en });
      }
    }
  });

  test('screens call facts and verdicts by the same words', () => {
    const shown = (spoken: Readonly<Record<string, string>>) =>
      Object.entries(spoken).flatMap(([key, text]) => {
        const code = /^(?:fact|verdict)\.(.+)$/.exec(key)?.[1];
        return code === undefined ? [] : [[code, text] as const];
      });
    expect(shown(zhCn).filter(([code, text]) => words.get(code)?.zh !== text)).toEqual([]);
    expect(shown(en).filter(([code, text]) => words.get(code)?.en !== text)).toEqual([]);
  });
});

function existing(room: string): string[] {
  try {
    return [...filesBelow(`${root}${room}`)];
  } catch {
    return [];
  }
}
