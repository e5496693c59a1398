/** Days off and worked days from a calendar feed: read, looked through date by date, and proposed as a version of the rules. */

import { Link } from '@tanstack/react-router';
import { Button, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import type { CalendarPreview } from '../../wire/view/pack_views.ts';
import type { CalendarView } from '../../wire/view/settings_views.ts';
import { useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useSay } from '../words.ts';

type Typed = { calendar: string; first_year: number; last_year: number; address?: string };

export function ImportCalendar({ calendars }: { calendars: readonly CalendarView[] }) {
  const say = useSay();
  const read = useSend('pack.read_calendar');
  const [way, setWay] = useState<'file' | 'address'>('file');
  const [text, setText] = useState<string | null>(null);
  const [preview, setPreview] = useState<{ of: CalendarPreview; from: string } | null>(null);
  const [named, setNamed] = useState('');
  const first = calendars.find((each) => each.used_by.length > 0) ?? calendars[0];
  if (first === undefined) return null;
  const next = first.years[1] + 1;
  const submit = async ({ address, ...wanted }: Typed) => {
    setPreview(null);
    const answer = await read.send({ body: { ...wanted, ...(way === 'address' ? { address: address?.trim() ?? '' } : { text: text ?? '' }) } });
    if (answer !== null) setPreview({ of: answer, from: way === 'address' ? (address?.trim() ?? '') : named });
  };
  const take = async (file: File | undefined) => {
    setPreview(null);
    setNamed(file?.name ?? '');
    // What is larger than the door lets in is not read; the door says so itself.
    setText(file === undefined ? null : await file.slice(0, 2_000_000).text());
  };
  return (
    <section aria-labelledby="import-calendar">
      <h3 id="import-calendar">{say('feed.title')}</h3>
      <p className="quiet">{say('feed.what_for')}</p>
      <Form<Typed> layout="vertical" className="card" autoComplete="off" initialValues={{ calendar: first.name, first_year: next, last_year: next }} onFinish={(values) => void submit(values)}>
        <Form.Item name="calendar" label={say('feed.calendar')}><Select options={calendars.map((each) => ({ value: each.name, label: say('settings.calendar', { name: each.name }) }))} /></Form.Item>
        <div className="buttons">
          <Form.Item name="first_year" label={say('feed.first_year')} rules={[{ required: true, message: say('required') }]}><InputNumber min={1970} max={2199} precision={0} /></Form.Item>
          <Form.Item name="last_year" label={say('feed.last_year')} rules={[{ required: true, message: say('required') }]}><InputNumber min={1970} max={2199} precision={0} /></Form.Item>
        </div>
        <Form.Item><Segmented<'file' | 'address'> aria-label={say('feed.way')} value={way} onChange={(to) => { setWay(to); setPreview(null); }} options={[{ value: 'file', label: say('feed.file') }, { value: 'address', label: say('feed.address') }]} /></Form.Item>
        {way === 'file'
          ? <p><label>{say('feed.file_hint')} <input type="file" accept=".ics,text/calendar" onChange={(event) => void take(event.target.files?.[0])} /></label></p>
          : <Form.Item name="address" label={say('feed.address')} extra={say('feed.address_hint')} rules={[{ required: true, message: say('required') }]}><Input inputMode="url" placeholder="https://" /></Form.Item>}
        {read.problem && <ProblemNotice problem={read.problem} again={read.again ? () => void read.again?.() : undefined} />}
        <Button type="primary" htmlType="submit" loading={read.busy} disabled={way === 'file' && text === null}>{say('feed.preview')}</Button>
      </Form>
      {preview !== null && <Preview key={preview.of.version} preview={preview.of} from={preview.from} />}
    </section>
  );
}

type Change = CalendarPreview['changes'][number];

/** Nothing is changed until the version is proposed, approved and activated. */
function Preview({ preview, from }: { preview: CalendarPreview; from: string }) {
  const say = useSay();
  const propose = useSend('pack.propose');
  const [proposed, setProposed] = useState<string | null>(null);
  const submit = async () => {
    const receipt = await propose.send({ body: { files: preview.files, remarks: say('feed.remarks', { name: preview.calendar, from, count: preview.changes.length }).slice(0, 1_000) } });
    if (receipt !== null) setProposed(receipt.ids['pack_hash']!);
  };
  const columns: Column<Change>[] = [
    { name: 'date', words: say('feed.date'), isHeading: true, render: (it) => <>{it.date} <span className="quiet">{weekday(it.date, say.language)}</span></> },
    { name: 'title', words: say('feed.name'), render: (it) => it.title || '—' },
    { name: 'before', words: say('feed.before'), render: (it) => say(`day.${it.before}`) },
    { name: 'after', words: say('feed.after'), render: (it) => <strong>{say(`day.${it.after}`)}</strong> },
  ];
  return (
    <div className="card">
      <p role="status">{say('feed.found', { first: preview.years[0], last: preview.years[1], count: preview.changes.length, unchanged: preview.unchanged, left_out: preview.left_out })}</p>
      {preview.changes.length > 0 && <PlainTable caption={say('feed.changes')} columns={columns} rows={preview.changes} keyOf={(it) => it.date} />}
      {propose.problem && <ProblemNotice problem={propose.problem} again={propose.again ? () => void propose.again?.() : undefined} />}
      {proposed === null
        ? <Button type="primary" loading={propose.busy} disabled={preview.changes.length === 0} onClick={() => void submit()}>{say('feed.propose', { version: preview.version })}</Button>
        : <p role="status" className="done-line">{say('feed.proposed', { version: preview.version })} <Link to="/packs/$pack_hash" params={{ pack_hash: proposed }}>{say('packs.see_it')}</Link></p>}
    </div>
  );
}

function weekday(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
