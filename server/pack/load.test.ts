import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPack, openBundle, packNames } from './load.ts';

const text = 'name: town\nversion: "1"\ncode: GRID\nwords: { zh-CN: 镇, en: Town }\ntime_zone: Asia/Shanghai\n';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'));
  await mkdir(join(folder, 'town'));
  await writeFile(join(folder, 'town', 'pack.yaml'), text);
  await writeFile(join(folder, 'town', 'examples.yaml'), 'this is no part of the pack');
  await writeFile(join(folder, 'single.yaml'), text.replace('town', 'single').replace('time_zone: Asia/Shanghai', 'extends: common'));
  await writeFile(join(folder, 'large.yaml'), 'x'.repeat(5_000_000));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(nameOrPath: string, from?: string) {
  const loaded = await loadPack(nameOrPath, from);
  return loaded.ok ? loaded.name : loaded.problems.map((problem) => problem.code).join();
}

test('packs by name, by folder and by file; what is not there or too large is named', async () => {
  expect(await load('town', folder)).toBe('town');
  expect(await load(join(folder, 'town'))).toBe('town');
  expect(await load(join(folder, 'single.yaml'))).toBe('single');
  expect(await load(join(folder, 'large.yaml'))).toBe('too_large');
  expect(await load('village', folder)).toBe('no_pack');
  expect(await load('../town', folder)).toBe('no_pack');
});

test('a fault in a pack that is not extended is no fault here; in one that is, it is', async () => {
  await mkdir(join(folder, 'broken'), { recursive: true });
  await writeFile(join(folder, 'broken', 'pack.yaml'), 'name: broken\nversion: [');
  await mkdir(join(folder, 'suburb'), { recursive: true });
  await writeFile(join(folder, 'suburb', 'pack.yaml'), text.replace('name: town', 'name: suburb\nextends: town'));
  expect(await load('suburb', folder)).toBe('suburb');
  await writeFile(join(folder, 'suburb', 'pack.yaml'), text.replace('name: town', 'name: suburb\nextends: broken'));
  expect(await load('suburb', folder)).toContain('bad_yaml');
  await rm(join(folder, 'broken'), { recursive: true });
  await rm(join(folder, 'suburb'), { recursive: true });
});

test('every pack that comes with the program can be used', async () => {
  const names = await packNames();
  expect(names).toContain('grid');
  for (const name of [...names, 'common']) expect(await load(name)).toBe(name);
});

test('a stored bundle opens to the same version, from text and from what the database makes of it', async () => {
  const loaded = await loadPack('town', folder);
  if (!loaded.ok) throw new Error('not sound');
  expect(openBundle(loaded.bundle, loaded.hash).compiled).toBe(loaded.compiled);
  expect(openBundle(JSON.parse(loaded.bundle), loaded.hash).hash).toBe(loaded.hash);
});

test('a bundle that was changed in the database → refused', async () => {
  const loaded = await loadPack('town', folder);
  if (!loaded.ok) throw new Error('not sound');
  expect(() => openBundle(loaded.bundle.replace('镇', '村'), loaded.hash)).toThrow(/was changed/);
});
