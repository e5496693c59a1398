import { expect, test } from 'vitest';
import { bundleOf } from './bundle.ts';
import { compileBundle } from './compile.ts';
import { readPack } from './read.ts';

const sound = `name: town
version: "1"
code: GRID
words: { zh-CN: 镇, en: Town }
time_zone: Asia/Shanghai
zones:
  - { code: urban, words: { zh-CN: 城区, en: Urban }, source: UTL-01 }
  - { code: rural, words: { zh-CN: 农村, en: Rural } }
reasons:
  waiting:
    - { code: user, words: { zh-CN: 等待用户, en: Waiting } }
calendars:
  office: { time_zone: Asia/Shanghai, years: [2024, 2026], week: { mon: ["09:00-12:00"] } }
promises:
  arrival:
    words: { zh-CN: 到达, en: Arrival }
    source: CLK-01
    start: [case.reported]
    stop: [visit.arrived]
    target:
      - { where: { zone: urban }, within: 45 minutes, source: CLK-01 }
      - { where: { zone: rural }, within: 90 minutes }
`;

const town = (text: string) => [{ path: 'town/pack.yaml', text }];
/** What an editor would underline: the code, the place in the pack, and the text that stands there. */
const problemsOf = (files: readonly { path: string; text: string }[]) => {
  const reading = readPack(files);
  if (reading.ok) return [];
  return reading.problems.map(({ file, line, column, code, path }) => {
    const lines = files.find((each) => each.path === file)!.text.split('\n');
    const written = lines.at(line - 1)!.slice(column - 1, column + 11);
    return `${code} ${path} « ${written}`;
  });
};
const changed = (from: string, to: string) => {
  expect(sound).toContain(from);
  return sound.replace(from, to);
};

test('the sound pack that the rows below spoil → no problems', () => {
  expect(problemsOf(town(sound))).toEqual([]);
});

test.each<[what: string, from: string, to: string, verdict: string]>([
  ['unknown field of the pack', 'time_zone:', 'colour: red\ntime_zone:', 'unknown_field colour « colour: red'],
  ['unknown field of a promise', 'stop: [visit', 'stopp: []\n    stop: [visit', 'unknown_field promises.arrival.stopp « stopp: []'],
  [
    'unknown field of a row',
    'within: 90 minutes }',
    'within: 90 minutes, wher: {} }',
    'unknown_field promises.arrival.target.1.wher « wher: {} }',
  ],
  ['a pack without a version', 'version: "1"\n', '', 'missing_field version « name: town'],
  ['a version as a number', '"1"', '1', 'bad_value version « version: 1'],
  [
    'words in one language only',
    '{ zh-CN: 到达, en: Arrival }',
    '{ zh-CN: 到达 }',
    'missing_words promises.arrival.words.en « words: { zh-',
  ],
  [
    'words of a zone missing',
    'code: rural, words: { zh-CN: 农村, en: Rural }',
    'code: rural',
    'missing_words zones.1.words « { code: rura',
  ],
  ['empty words', 'en: Town', 'en: ""', 'bad_value words.en « en: "" }'],
  ['a length that is none', '45 minutes', '45 minutos', 'bad_value promises.arrival.target.0.within « within: 45 m'],
  ['a time zone that is none', 'time_zone: Asia/Shanghai\nzones', 'time_zone: Asia/Nowhere\nzones', 'bad_value time_zone « time_zone: A'],
  ['a citation that is none', 'source: UTL-01', 'source: UTL1', 'bad_source zones.0.source « source: UTL1'],
  ['a citation of a row that is none', 'source: CLK-01 }', 'source: clk 1 }', 'bad_source promises.arrival.target.0.source « source: clk '],
  ['a name twice in a list', 'code: rural', 'code: urban', 'duplicate_name zones.1.code « code: urban,'],
  ['a key twice', 'version: "1"', 'version: "1"\nversion: "2"', 'duplicate_name version « version: "2"'],
  ['a promise twice', 'promises:\n', 'promises:\n  arrival: {}\n', 'duplicate_name arrival « arrival:'],
  ['an unknown fact in stop', '[visit.arrived]', '[visit.landed]', 'unknown_fact_kind promises.arrival.stop.0 « visit.landed'],
  [
    'an unknown fact in start',
    'start: [case.reported]',
    'start: [{ fact: case.rung }]',
    'unknown_fact_kind promises.arrival.start.0.fact « fact: case.r',
  ],
  [
    'a role that may do what there is not',
    'reasons:\n',
    'roles:\n  - { code: lineman, based_on: engineer, words: { zh-CN: 抢修员, en: Lineman }, allow: [case.fly] }\nreasons:\n',
    'unknown_operation roles.0.allow.0 « case.fly] }',
  ],
  [
    'a role that may change what is recorded',
    'reasons:\n',
    'roles:\n  - { code: lineman, based_on: engineer, words: { zh-CN: 抢修员, en: Lineman }, allow: [fact.change] }\nreasons:\n',
    'forbidden_by_law roles.0.allow.0 « fact.change]',
  ],
  [
    'a role based on none of the five',
    'reasons:\n',
    'roles:\n  - { code: lineman, based_on: king, words: { zh-CN: 抢修员, en: Lineman } }\nreasons:\n',
    'bad_value roles.0.based_on « based_on: ki',
  ],
  ['an unknown zone', 'zone: rural }', 'zone: moon }', 'unknown_value promises.arrival.target.1.where.zone « zone: moon }'],
  [
    'an unknown zone among several',
    'zone: rural }',
    'zone: [rural, moon] }',
    'unknown_value promises.arrival.target.1.where.zone.1 « moon] }, wit',
  ],
  ['an unknown field in where', 'zone: rural }', 'zoen: rural }', 'unknown_attribute promises.arrival.target.1.where.zoen « zoen: rural '],
  [
    'a moment that no fact carries',
    'within: 90 minutes',
    'before: { moment: noon, by: 1 hour }',
    'unknown_attribute promises.arrival.target.1.before.moment « moment: noon',
  ],
  ['an unknown calendar', 'stop: [visit', 'calendar: lunar\n    stop: [visit', 'unknown_calendar promises.arrival.calendar « calendar: lu'],
  ['working days without a calendar', '90 minutes', '3 working days', 'calendar_needed promises.arrival.target.1 « { where: { z'],
  ['a stop that is told elsewhere, never of a case', '[visit.arrived]', '[customer.erased]', 'never_recorded promises.arrival.stop.0 « customer.era'],
  ['a promise that stops on its start', '[visit.arrived]', '[case.reported]', 'stops_on_its_start promises.arrival.stop.0 « case.reporte'],
  ['a row that an earlier one shadows', 'zone: rural', 'zone: urban', 'shadowed_target promises.arrival.target.1 « { where: { z'],
  ['a row after one that always holds', 'where: { zone: urban }, ', '', 'shadowed_target promises.arrival.target.1 « { where: { z'],
  ['a condition with a wrong name', 'where: { zone: rural }', 'when: cas.zone == "rural"', 'bad_condition promises.arrival.target.1.when « cas.zone == '],
  [
    'a condition that breaks off',
    'where: { zone: rural }',
    'when: case.zone ==',
    'bad_condition promises.arrival.target.1.when « , within: 90',
  ],
  [
    'an unknown event',
    'stop: [visit',
    'excuse: { events: [flood], told_by: [customer.informed] }\n    stop: [visit',
    'unknown_event promises.arrival.excuse.events.0 « flood], told',
  ],
  [
    'an unknown reason for a pause',
    'stop: [visit',
    'pause: [{ from: case.waiting, until: case.resumed, reasons: [tea] }]\n    stop: [visit',
    'unknown_value promises.arrival.pause.0.reasons.0 « tea] }]',
  ],
  ['an unknown role', 'stop: [visit', 'due: { tell: [butler] }\n    stop: [visit', 'unknown_role promises.arrival.due.tell.0 « butler] }'],
  [
    'the deadline of an unknown promise',
    'within: 90 minutes',
    'deadline_of: departure',
    'unknown_promise promises.arrival.target.1.deadline_of « deadline_of:',
  ],
  ['its own deadline', 'within: 90 minutes', 'deadline_of: arrival', 'bad_promise promises.arrival « arrival:'],
  ['no start at all', '    start: [case.reported]\n', '', 'bad_promise promises.arrival « arrival:'],
  [
    'a calendar with a day that is none',
    'week: {',
    'days: { "2026-02-30": off }, week: {',
    'bad_value calendars.office.days.2026-02-30 « "2026-02-30"',
  ],
  [
    'a report that asks for nothing we know',
    'promises:\n',
    'report_asks: [{ field: shoe_size, words: { zh-CN: 鞋码, en: Size } }]\npromises:\n',
    'unknown_attribute report_asks.0.field « field: shoe_',
  ],
  [
    'an event that no fact declares',
    'promises:\n',
    'events: [{ kind: flood, fact: flood.declared, words: { zh-CN: 洪水, en: Flood } }]\npromises:\n',
    'unknown_fact_kind events.0.fact « fact: flood.',
  ],
  ['text that is no YAML', 'version: "1"', 'version: "1', 'bad_yaml  « '],
])('%s → named with its place', (_, from, to, verdict) => {
  expect(problemsOf(town(changed(from, to)))).toContain(verdict);
});

const form = `forms:
  note:
    words: { zh-CN: 便条, en: Note }
    source: FRM-37
    about: case
    fields:
      - { code: said, words: { zh-CN: 内容, en: Said }, type: text, filled_by: [engineer], from: case.description }
      - { code: who, words: { zh-CN: 姓名, en: Who }, type: text, filled_by: [engineer], personal: true }
      - { code: kind, words: { zh-CN: 类别, en: Kind }, type: choice, filled_by: [agent], choices: [{ code: a, words: { zh-CN: 甲, en: A } }] }
      - { code: parts, words: { zh-CN: 配件, en: Parts }, type: list, filled_by: [agent], columns: [{ code: n, words: { zh-CN: 数, en: N }, type: number }] }
      - { code: length, words: { zh-CN: 长度, en: Length }, type: number, computed: 'form.said == "x" ? 1 : 2' }
    numbering: { prefix: N }
    signers:
      - { code: crew, words: { zh-CN: 人员, en: Crew }, by: [engineer] }
      - { code: chief, words: { zh-CN: 主管, en: Chief }, by: [manager], after: crew }
    locks: [{ after: crew, fields: [said] }, { after: chief }]
    void: { by: [manager] }
`;

test.each<[what: string, from: string, to: string, verdict: string | null]>([
  ['a sound form', 'prefix: N', 'prefix: N', null],
  ['a field nobody can fill', 'filled_by: [engineer], from', 'from', 'unfillable_field forms.note.fields.0 « { code: said'],
  ['a computed field that somebody fills', "type: number, computed: 'form.said", "type: number, filled_by: [agent], computed: 'form.said", 'unfillable_field forms.note.fields.4 « { code: leng'],
  ['a field for a role that is none', 'filled_by: [engineer], from', 'filled_by: [butler], from', 'unknown_role forms.note.fields.0.filled_by.0 « butler], fro'],
  ['a choice of nothing', ', choices: [{ code: a, words: { zh-CN: 甲, en: A } }]', '', 'missing_field forms.note.fields.2 « { code: kind'],
  ['a list without columns', ', columns: [{ code: n, words: { zh-CN: 数, en: N }, type: number }]', '', 'missing_field forms.note.fields.3 « { code: part'],
  ['a field worked out from one that is not there', 'form.said ==', 'form.sayd ==', 'unknown_form_field forms.note.fields.4.computed « sayd == "x" '],
  ['a field worked out from itself', 'form.said ==', 'form.length ==', 'unknown_form_field forms.note.fields.4.computed « length == "x'],
  ['a rule that rests on a sealed field', 'form.said ==', 'form.who ==', 'sealed_in_rule forms.note.fields.4.computed « who == "x" ?'],
  ['a rule that breaks off', 'form.said == "x" ? 1 : 2', 'form.said == ', "bad_condition forms.note.fields.4.computed « ' }"],
  ['a requirement that is no condition', 'from: case.description', 'required: 1 + 2', 'bad_condition forms.note.fields.0.required « 1 + 2 }'],
  ['a field taken from where there is nothing', 'case.description', 'case.shoe_size', 'unknown_attribute forms.note.fields.0.from « from: case.s'],
  ['a signature after nobody', 'after: crew }', 'after: king }', 'unknown_signer forms.note.signers.1.after « after: king '],
  ['two who sign each first', 'by: [engineer] }', 'by: [engineer], after: chief }', 'unknown_signer forms.note.signers.0.after « after: chief'],
  ['two who sign under one name', 'code: chief', 'code: crew', 'duplicate_name forms.note.signers.1.code « code: crew, '],
  ['a signer with a role that is none', 'by: [manager], after', 'by: [butler], after', 'unknown_role forms.note.signers.1.by.0 « butler], aft'],
  ['a lock after nobody', '{ after: chief }]', '{ after: king }]', 'unknown_signer forms.note.locks.1.after « after: king '],
  ['a lock on what is not there', 'fields: [said]', 'fields: [sayd]', 'unknown_form_field forms.note.locks.0.fields.0 « sayd] }, { a'],
  ['voided by nobody we know', 'void: { by: [manager]', 'void: { by: [butler]', 'unknown_role forms.note.void.by.0 « butler] }'],
  ['a prefix in small letters', 'prefix: N', 'prefix: n', 'bad_value forms.note.numbering.prefix « prefix: n }'],
  ['kept for a while', 'about: case', 'retention: a while\n    about: case', 'bad_value forms.note.retention « retention: a'],
])('a form: %s → named with its place', (_, from, to, verdict) => {
  expect(form).toContain(from);
  const problems = problemsOf(town(`${sound}${form.replace(from, to)}`));
  expect(problems).toEqual(verdict === null ? [] : expect.arrayContaining([verdict]));
});

test('a pack with several faults → all of them at once', () => {
  const text = changed('[visit.arrived]', '[visit.landed]').replace('zone: rural }', 'zone: moon }');
  expect(problemsOf(town(text))).toHaveLength(2);
});

test.each<[what: string, text: string, verdict: string]>([
  ['a megabyte and more', `name: town\n# ${'x'.repeat(1_000_000)}`, 'too_large  « name: town'],
  ['deep nesting', `name: town\nzones: ${'['.repeat(100)}${']'.repeat(100)}`, 'too_deep  « [[[[[[[[[[[['],
  ['nesting that would overflow the stack', `zones: ${'['.repeat(500_000)}`, 'too_deep  « [[[[[[[[[[[['],
  [
    'a billion laughs',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(3).fill(`*${'abcdef'[i]}`).join(',')}]`).join('\n')}`,
    'too_many_aliases  « a: &a [x,x,x',
  ],
  ['many aliases', `a: &a x\nb: [${Array(50).fill('*a').join(',')}]`, 'too_many_aliases  « a: &a x'],
  ['a list instead of fields', '- name: town', 'not_a_mapping  « - name: town'],
  ['nothing', '', 'not_a_mapping  « '],
  ['no name', 'version: "1"', 'no_pack  « version: "1"'],
  ['a key that means something to JavaScript', `${sound}__proto__: { polluted: yes }`, 'unknown_field __proto__ « __proto__: {'],
])('%s → refused before it is expanded', (_, text, verdict) => {
  expect(problemsOf(town(text))).toContain(verdict);
});

test('thirty thousand different keys → refused in good time', () => {
  const text = Array.from({ length: 30_000 }, (_, i) => `k${i}:`).join('\n');
  expect(problemsOf(town(text))).toHaveLength(200);
});

const child = (text: string) => ({
  path: 'child/pack.yaml',
  text: `name: child\nversion: "1"\ncode: GRID\nwords: { zh-CN: 子, en: Child }\n${text}`,
});

test('a pack over another: entries of one name are replaced, the others inherited', () => {
  const own = child(
    'extends: town\nzones:\n  - { code: rural, words: { zh-CN: 乡下, en: Country } }\n  - { code: isle, words: { zh-CN: 岛, en: Isle } }\n',
  );
  const reading = readPack([own, ...town(sound)]);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const { pack } = reading;
  expect([pack.name, pack.time_zone, ...pack.zones.map((zone) => zone.words.en)]).toEqual([
    'child',
    'Asia/Shanghai',
    'Urban',
    'Country',
    'Isle',
  ]);
  expect(Object.keys(pack.promises)).toEqual(['arrival']);
});

test.each<[what: string, files: { path: string; text: string }[], verdict: string]>([
  ['a pack that is not there', [child('extends: town')], 'unknown_pack child/pack.yaml:5:1'],
  ['a pack that extends itself', [child('extends: child')], 'circular_extends child/pack.yaml:5:1'],
  [
    'a circle of two',
    [child('extends: town'), { path: 'town/pack.yaml', text: `${sound}extends: child\n` }],
    'circular_extends town/pack.yaml:23:1',
  ],
  [
    'a fault in a file beside the naming one',
    [child('extends: town'), { path: 'child/more.yaml', text: 'zones:\n  - { code: Isle }\n' }, ...town(sound)],
    'bad_value child/more.yaml:2:7',
  ],
  [
    'one name in two files',
    [
      child('extends: town\nzones: [{ code: a, words: { zh-CN: 甲, en: A } }]'),
      { path: 'child/more.yaml', text: 'zones: [{ code: a, words: { zh-CN: 甲, en: A } }]\n' },
      ...town(sound),
    ],
    'duplicate_name child/more.yaml:1:11',
  ],
  [
    'a fault that only the whole shows',
    [
      child('extends: town\nmatters: []\n'),
      {
        path: 'child/more.yaml',
        text: 'promises:\n  b: { words: { zh-CN: 乙, en: B }, start: [case.reported], stop: [visit.left], target: [{ where: { zone: sea }, within: 1 hour }] }\n',
      },
      ...town(sound),
    ],
    'unknown_value child/more.yaml:2:100',
  ],
  [
    'an inherited fault is named where it stands',
    [child('extends: town'), ...town(changed('[visit.arrived]', '[visit.landed]'))],
    'unknown_fact_kind town/pack.yaml:19:12',
  ],
])('%s → named in its file', (_, files, verdict) => {
  const reading = readPack(files);
  expect(reading.ok ? [] : reading.problems.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)).toContain(verdict);
});

test('the same policy written in another order → the same bundle, and it compiles', () => {
  const read = (text: string) => {
    const reading = readPack(town(text));
    if (!reading.ok) throw new Error('not sound');
    return bundleOf(reading.pack);
  };
  const moved = `words: { en: Town, zh-CN: 镇 }\n${sound.replace('words: { zh-CN: 镇, en: Town }\n', '')}# a remark\n`;
  expect(read(moved)).toBe(read(sound));
  expect(read(changed('45 minutes', '46 minutes'))).not.toBe(read(sound));
  expect([...compileBundle(read(sound), 'x').promises.keys()]).toEqual(['arrival']);
});

const gate = (body: string) => changed('time_zone:', `gates:\n  g: { words: { zh-CN: 门, en: Gate }, ${body} }\ntime_zone:`);
const missing = 'words: { zh-CN: 缺, en: Missing }';

test.each([
  ['of an unknown fact', `before: [case.shut], needs: [{ fact: customer.called_back, ${missing} }]`, 'unknown_fact_kind gates.g.before.0 « case.shut]'],
  ['that needs an unknown fact', `before: [case.closed], needs: [{ fact: customer.rang, ${missing} }]`, 'unknown_fact_kind gates.g.needs.0.fact « fact: custom'],
  ['before what truly happened', `before: [visit.arrived], needs: [{ fact: customer.contacted, ${missing} }]`, 'forbidden_by_law gates.g.before.0 « visit.arrive'],
  ['that needs what is never recorded where it looks', `before: [case.closed], needs: [{ fact: customer.erased, ${missing} }]`, 'never_recorded gates.g.needs.0.fact « fact: custom'],
  ['that stands only after what is never recorded there', `before: [case.closed], once: [pack.activated], needs: [{ fact: visit.arrived, ${missing} }]`, 'never_recorded gates.g.once.0 « pack.activat'],
  ['before what is never recorded there', `before: [person.left], needs: [{ fact: visit.arrived, ${missing} }]`, 'never_recorded gates.g.before.0 « person.left]'],
  ['that waits for itself', `before: [case.closed], needs: [{ fact: case.closed, ${missing} }]`, 'never_opens gates.g.needs.0.fact « fact: case.c'],
  ['whose condition cannot be read', `before: [case.closed], when: "case.zone ==", needs: [{ fact: customer.contacted, ${missing} }]`, 'bad_condition gates.g.when « '],
  ['whose need has no words', 'before: [case.closed], needs: [{ fact: customer.contacted }]', 'missing_words gates.g.needs.0.words « '],
])('a gate %s → refused with its place', (_, body, verdict) => {
  expect(problemsOf(town(gate(body))).map((each) => each.slice(0, verdict.length))).toEqual([verdict]);
});

test('a sound gate → no problems', () => {
  expect(problemsOf(town(gate(`before: [case.closed], once: [guidance.given], needs: [{ fact: customer.called_back, since: [case.reopened], source: CLK-37, ${missing} }]`)))).toEqual([]);
});

const duty = (body: string) => changed('time_zone:', `duties:\n  d: { words: { zh-CN: 巡检, en: Patrol }, subject: unit, ${body} }\ntime_zone:`);
test.each<[what: string, body: string, verdict: string]>([
  ['whose rule is none', 'every: daily', 'bad_recurrence duties.d.every'],
  ['whose rule ends', 'every: FREQ=DAILY;COUNT=3', 'bad_recurrence duties.d.every'],
  ['that counts without a rule', 'times: 2', 'bad_recurrence duties.d.times'],
  ['whose first one has no day to count from', 'every: FREQ=MONTHLY;BYMONTHDAY=1, first_within: 6 months', 'bad_recurrence duties.d.first_within'],
  ['that tells nobody we know', 'every: FREQ=DAILY, missed: { tell: [captain] }', 'unknown_role duties.d.missed.tell.0'],
  ['done by nobody we know', 'done_by: [captain]', 'unknown_role duties.d.done_by.0'],
  ['of working days without a calendar', 'every: FREQ=DAILY, working_days: moon', 'unknown_calendar duties.d.working_days'],
  ['whose condition cannot be read', 'when: "subject.model =="', 'bad_condition duties.d.when'],
  ['that cites nothing', 'source: rule 7', 'bad_source duties.d.source'],
  ['with an unknown field', 'evry: FREQ=DAILY', 'unknown_field duties.d.evry'],
  ['whose choice has no choices', 'evidence: [{ field: a, is: choice, words: { zh-CN: 甲, en: A } }]', 'bad_value duties.d.evidence.0.choices'],
  ['that asks twice', 'evidence: [{ field: a, is: text, words: { zh-CN: 甲, en: A } }, { field: a, is: text, words: { zh-CN: 乙, en: B } }]', 'duplicate_name duties.d.evidence.1.field'],
  ['in working days', 'every: FREQ=DAILY, within: 2 working days', 'bad_value duties.d.within'],
])('a duty %s → refused with its place', (_, body, verdict) => {
  expect(problemsOf(town(duty(body))).map((each) => each.split(' « ')[0])).toEqual([verdict]);
});

test('a sound duty → no problems, and a pack without duties keeps its hash', () => {
  expect(problemsOf(town(duty('every: FREQ=YEARLY, times: 2, first_within: 6 months, while_operating: true, source: REC-21, missed: { tell: [manager] }')))).toEqual([]);
  const reading = readPack(town(sound));
  expect(reading.ok && bundleOf(reading.pack)).not.toContain('duties');
});

test('a gate may stand before a milestone that the pack declares, and wait for another', () => {
  const two = "milestones:\n  sample.received: { words: { zh-CN: 收样, en: Sample } }\n  sample.sealed: { words: { zh-CN: 封样, en: Sealed } }\n";
  const declaring = (needed: string) => problemsOf(town(gate(`before: [sample.received], needs: [{ fact: ${needed}, ${missing} }]`).replace('gates:', `${two}gates:`)));
  expect([declaring('sample.sealed'), declaring('sample.sent')]).toEqual([[], [expect.stringContaining('unknown_fact_kind gates.g.needs.0.fact')]]);
});

const withMilestone = (kind: string, field: string) => changed('zones:', `milestones:\n  ${kind}:\n    words: { zh-CN: 收样, en: Sample }\n    fields: { ${field}, words: { zh-CN: 项, en: Item } } }\nzones:`);

test.each<[what: string, text: string, verdict: string[]]>([
  ['one of its own', withMilestone('sample.received', 'taken_at: { type: moment'), []],
  ['a fact of the house', withMilestone('visit.arrived', 'note: { type: text'), ['duplicate_name milestones.visit.arrived « visit.arrive']],
  ['a field that every milestone has', withMilestone('sample.received', 'visit_id: { type: text'), ['bad_value milestones.sample.received.fields.visit_id « visit_id: { ']],
  ['a moment not named as one', withMilestone('sample.received', 'taken: { type: moment'), ['bad_value milestones.sample.received.fields.taken « taken: { typ']],
  ['a text named as a moment', withMilestone('sample.received', 'taken_at: { type: text'), ['bad_value milestones.sample.received.fields.taken_at « taken_at: { ']],
  ['kept to nobody who is there', changed('zones:', 'milestones:\n  sample.received: { words: { zh-CN: 收样, en: Sample }, by: [agent, chemist] }\nzones:'), ['unknown_role milestones.sample.received.by.1 « chemist] }']],
])('a milestone: %s', (_what, text, verdict) => {
  expect(problemsOf(town(text))).toEqual(verdict);
});

test('a promise may start at a milestone the pack declares, and choose by its fields; not by those it lacks', () => {
  const declared = withMilestone('sample.received', 'grade: { type: code').replace('start: [case.reported]', 'start: [{ fact: sample.received, where: { grade: light } }]');
  expect(problemsOf(town(declared))).toEqual([]);
  expect(problemsOf(town(declared.replace('grade: light', 'colour: red'))).map((each) => each.split(' ')[0])).toEqual(['unknown_attribute']);
  expect(problemsOf(town(declared.replace('start: [{ fact: sample.received', 'start: [{ fact: sample.sent'))).map((each) => each.split(' ')[0])).toContain('unknown_fact_kind');
});
