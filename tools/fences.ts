/** The walls between the rooms: who may import whom, one rule per wall, each with its reason. */

import { posix } from 'node:path';
import { isTest, parse, walk, type Source } from './sources.ts';

/** One import: `to` is a path of ours, or `package:NAME`, or `node:NAME`. */
export type Edge = { readonly from: string; readonly to: string; readonly isTypeOnly: boolean };

export type Fence = {
  readonly name: string;
  readonly why: string;
  readonly from: RegExp;
  readonly to: RegExp;
  /** Also for tests. They may otherwise look into any room, and use what they need from Node. */
  readonly andTests?: true;
};

// HOUSE's stairs: base ← calendar ← engines ← nouns ← plan, measure ← pack.
const engines = 'clock|duty|form|gate|guide';
const nouns = 'roster|customer|asset|case|visit|workshop|stock|money|network';
const screens = 'console|engineer|portal';

export const fences: readonly Fence[] = [
  {
    name: 'core_reaches_core_only',
    why: 'core is pure: it runs on the phone as it runs on the server',
    from: /^core\//,
    to: /^(?!core\/|package:)/,
  },
  {
    name: 'core_uses_five_packages',
    why: 'what core uses must be pure and small; one more needs an ADR',
    from: /^core\//,
    to: /^package:(?!(zod|@marcbachmann\/cel-js|temporal-polyfill|rrule-temporal|yaml)$)/,
  },
  {
    name: 'conditions_live_in_base',
    why: 'one place limits what a condition may do',
    from: /^core\/(?!base\/)/,
    to: /^package:@marcbachmann\/cel-js$/,
  },
  {
    name: 'calendar_time_lives_below',
    why: 'calendar arithmetic happens once',
    from: /^core\/(?!calendar\/|clock\/)/,
    to: /^package:temporal-polyfill$/,
  },
  {
    name: 'recurrences_live_in_calendar',
    why: 'one place says what month ends and odd hours mean',
    from: /^core\/(?!calendar\/)/,
    to: /^package:rrule-temporal$/,
  },
  {
    name: 'yaml_is_read_by_pack',
    why: 'past the pack reader, rules are checked values, not text',
    from: /^core\/(?!pack\/)/,
    to: /^package:yaml$/,
  },
  { name: 'base_is_the_floor', why: 'base knows no other room', from: /^core\/base\//, to: /^core\/(?!base\/)/ },
  {
    name: 'calendar_stands_on_base',
    why: 'working time knows no promise and no noun',
    from: /^core\/calendar\//,
    to: /^core\/(?!base\/|calendar\/)/,
  },
  {
    name: 'engines_know_no_noun',
    why: 'a promise engine that knows cases would serve one trade only',
    from: new RegExp(`^core/(${engines})/`),
    to: new RegExp(`^core/(?!base/|calendar/|(${engines})/)`),
  },
  ...engines.split('|').map((engine): Fence => ({
    name: `${engine}_stands_alone`,
    why: 'engines stand side by side on base and calendar',
    from: new RegExp(`^core/${engine}/`),
    to: new RegExp(`^core/(?!${engine}/)(${engines})/`),
  })),
  {
    name: 'nouns_know_no_plan',
    why: 'plan and measure read the nouns, not the other way round',
    from: new RegExp(`^core/(${nouns})/`),
    to: /^core\/(plan|measure)\//,
  },
  {
    name: 'pack_is_known_by_none',
    why: 'each room owns the shape of its part of a pack; pack puts them together',
    from: /^core\/(?!pack\/)/,
    to: /^core\/pack\//,
  },
  {
    name: 'wire_reaches_core_only',
    why: 'the contract runs in browsers and on the server',
    from: /^wire\//,
    to: /^(?!wire\/|core\/|package:zod$)/,
  },
  {
    name: 'screens_never_reach_the_server',
    why: 'screens talk over the wire',
    from: new RegExp(`^(ui|${screens})/`),
    to: /^server\//,
    andTests: true,
  },
  // A configuration runs where the screens are built, not where they are shown.
  {
    name: 'screens_run_in_browsers',
    why: 'there is no Node on a phone',
    from: new RegExp(`^(ui|${screens})/(?!.*\\.config\\.ts$)`),
    to: /^node:/,
  },
  ...screens.split('|').map((screen): Fence => ({
    name: `${screen}_shares_through_wire_and_ui`,
    why: 'two screens are two houses with one street',
    from: new RegExp(`^${screen}/`),
    to: new RegExp(`^(?!${screen}/)(${screens})/`),
    andTests: true,
  })),
  { name: 'ui_knows_nothing_of_ours', why: 'a button knows no service words', from: /^ui\//, to: /^(?!ui\/|package:)/ },
  {
    name: 'server_knows_no_screen',
    why: 'the server serves built files and never runs them',
    from: /^server\//,
    to: new RegExp(`^(ui|${screens})/`),
    andTests: true,
  },
  {
    name: 'http_goes_through_journal_and_read',
    why: 'a route neither writes a table nor asks one',
    from: /^server\/http\//,
    to: /^server\/db\//,
  },
  {
    name: 'db_is_the_floor_of_the_server',
    why: 'the database is started and stopped without knowing the trade',
    from: /^server\/db\//,
    to: /^(server\/(?!db\/)|wire\/|core\/(?!base\/))/,
  },
  {
    name: 'journal_knows_no_door',
    why: 'a command is performed the same way whichever door it came through',
    from: /^server\/journal\//,
    to: /^server\/(http|cli|login)\//,
  },
  {
    name: 'typesetting_lives_in_print',
    why: 'one place says what a layout may be given',
    from: /^(?!server\/print\/)/,
    to: /^package:@myriaddreamin\/typst-ts-node-compiler$/,
  },
  {
    name: 'product_needs_no_tools',
    why: 'a shop runs without our tools and tests',
    from: new RegExp(`^(core|wire|server|ui|${screens})/`),
    to: /^(tools|test|bench)\//,
  },
  {
    name: 'tests_are_nobodys_source',
    why: 'what two tests share has a file of its own',
    from: /./,
    to: /\.(test|browser)\.tsx?$/,
    andTests: true,
  },
];

export const noCircles = { name: 'no_circles', why: 'two files that need each other are one file' } as const;

/** Every import of one file: static, dynamic, re-export, and `import('…')` in a type. */
export function importsOf(source: Source): Edge[] {
  const { module, program } = parse(source);
  const edge = (specifier: string, isTypeOnly: boolean): Edge => ({ from: source.path, to: targetOf(source.path, specifier), isTypeOnly });
  const edges = module.staticImports.map(({ moduleRequest, entries }) =>
    edge(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType)),
  );
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest !== null) edges.push(edge(moduleRequest.value, isType));
  }
  walk(program, (node) => {
    if (node.type !== 'ImportExpression' && node.type !== 'TSImportType') return;
    const { value } = node['source'] as { value?: unknown };
    if (typeof value === 'string') edges.push(edge(value, node.type === 'TSImportType'));
  });
  return edges;
}

function targetOf(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return `package:${specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]}`;
}

export type Violation = { readonly rule: string; readonly text: string };

export function violationsOf(edges: readonly Edge[]): Violation[] {
  const crossed = edges.flatMap((edge) =>
    fences
      .filter(({ from, to, andTests }) => (andTests === true || !isTest(edge.from)) && from.test(edge.from) && to.test(edge.to))
      .map(({ name, why }) => ({ rule: name, text: `${edge.from} → ${edge.to}: ${name} (${why})` })),
  );
  const circles = circlesIn(edges).map((circle) => ({
    rule: noCircles.name,
    text: `${circle.join(' → ')}: ${noCircles.name} (${noCircles.why})`,
  }));
  return [...crossed, ...circles];
}

/** A type needs its file only while compiling, so a circle of types harms nobody. */
function circlesIn(edges: readonly Edge[]): string[][] {
  const next = Map.groupBy(
    edges.filter(({ isTypeOnly }) => !isTypeOnly),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const circles: string[][] = [];
  const follow = (file: string, path: readonly string[]): void => {
    const seenAt = path.indexOf(file);
    if (seenAt !== -1) circles.push([...path.slice(seenAt), file]);
    if (seenAt !== -1 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) follow(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) follow(file, []);
  return circles;
}
