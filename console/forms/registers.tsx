/** Registers: all forms of one kind in a period with what they say, as a table to read and as a file; and the forms of the organisation itself. */

import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { shortMoment } from '../../ui/moments.ts';
import { MomentField } from '../../ui/moment_field.tsx';
import { Empty, Loading } from '../../ui/notices.tsx';
import { PlainTable, type Column } from '../../ui/plain_table.tsx';
import { pathOf } from '../../wire/client.ts';
import { addresses } from '../../wire/addresses.ts';
import type { FormRegister } from '../../wire/view/form_views.ts';
import { useAsk } from '../ask.ts';
import { usePages } from '../pages.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { serverNow } from '../server_clock.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { FormsCard } from './forms_card.tsx';
import { SheetState, useSheet } from './sheet.tsx';
import { FormStateMark } from './form_state_mark.tsx';

const route = getRouteApi('/registers');
type RegisterSearch = { form?: string; from?: string; to?: string };

export default function Registers() {
  const say = useSay();
  const me = useMe();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const kinds = useAsk('form.kinds', { query: { lang: say.language } });
  const items = kinds.data?.items ?? [];
  const change = (part: { [N in keyof RegisterSearch]: RegisterSearch[N] | undefined }) => void navigate({ search: { ...search, ...part } as RegisterSearch, replace: true });
  return (
    <>
      <h1>{say('forms.registers')}</h1>
      <p className="quiet">{say('forms.registers_what')}</p>
      {kinds.error && <ProblemNotice problem={kinds.error.problem} again={() => void kinds.refetch()} />}
      {kinds.isPending && <Loading words={say('loading')} />}
      {kinds.data && items.length === 0 && <Empty words={say('forms.kinds_none')} />}
      {items.length > 0 && (
        <search className="filters" aria-label={say('filters')}>
          <Select aria-label={say('forms.kind')} placeholder={say('forms.kind')} value={search.form ?? null} onChange={(form) => change({ form })} options={items.map((it) => ({ value: it.form, label: it.words }))} className="filter-wide" />
          <label>{say('from')} <MomentField zone={me.time_zone} value={search.from} onChange={(from) => change({ from: from || undefined })} /></label>
          <label>{say('to')} <MomentField zone={me.time_zone} value={search.to} onChange={(to) => change({ to: to || undefined })} /></label>
        </search>
      )}
      {search.form !== undefined && <Register key={search.form} form={search.form} period={{ ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}) }} />}
      <FormsCard about={{ about_kind: 'organisation', about_id: me.org_id }} title={say('forms.of_organisation')} />
    </>
  );
}

type Period = { readonly from?: string; readonly to?: string };

function Register({ form, period }: { form: string; period: Period }) {
  const say = useSay();
  const list = usePages('form.register', { params: { form }, query: { limit: 100, lang: say.language, ...period } });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sheet = useSheet('form.register_sheet');
  const print = () => void sheet.fetchSheet({ params: { form }, query: { lang: say.language, ...period } }, first?.words ?? form);
  const file = (format: 'csv' | 'xlsx') => pathOf(addresses['form.export'].path, { form }, { ...period, format, lang: say.language });
  return (
    <section aria-label={first?.words ?? say('forms.registers')}>
      {list.error && <ProblemNotice problem={list.error.problem} again={() => void list.refetch()} />}
      {list.isPending && <Loading words={say('loading')} />}
      {first && <h2>{first.words}</h2>}
      {first && rows.length === 0 && <Empty words={say('forms.register_none')} />}
      {first && rows.length > 0 && (
        <>
          <p>{say('export')} <a href={file('csv')} download>CSV</a> <a href={file('xlsx')} download>XLSX</a></p>
          <p className="buttons"><Button loading={sheet.isBusy} onClick={print}>{say('forms.register_print')}</Button></p>
          <SheetState sheet={sheet} again={print} />
          <Lines register={first} rows={rows} />
        </>
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</Button></p>}
    </section>
  );
}

type Line = FormRegister['items'][number];

/** A register may have more fields than a screen is wide: it is moved within its own frame. */
function Lines({ register, rows }: { register: FormRegister; rows: readonly Line[] }) {
  const say = useSay();
  const me = useMe();
  const columns: Column<Line>[] = [
    { name: 'number', words: say('forms.number'), isHeading: true, render: (it) => <Link to="/forms/$form_id" params={{ form_id: it.form_id }}>{it.number}</Link> },
    { name: 'opened', words: say('forms.opened'), render: (it) => <span className="unbroken">{shortMoment(it.opened_at, me.time_zone, serverNow())}</span> },
    { name: 'about', words: say('forms.about'), render: (it) => it.about },
    { name: 'state', words: say('cases.state'), render: (it) => <FormStateMark state={it.state} /> },
    ...register.fields.map((field, index): Column<Line> => ({ name: `field ${field.code}`, words: field.words, render: (it) => it.cells[index] ?? '' })),
  ];
  return (
    <div className="wide-frame">
      <PlainTable caption={register.words} columns={columns} rows={rows} keyOf={(it) => it.form_id} />
    </div>
  );
}
