/** Filters kept under a name of one's own, and the list as a file. */

import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { pathOf } from '../../wire/client.ts';
import { addresses } from '../../wire/addresses.ts';
import { useAsk, useSend } from '../ask.ts';
import { ProblemNotice } from '../problem_notice.tsx';
import { useMay } from '../rights.ts';
import type { CaseSearch } from '../address.ts';
import { useSay } from '../words.ts';

const textOf = (query: Record<string, string>) => JSON.stringify(Object.entries(query).toSorted());

export function SavedFilters({ search }: { search: CaseSearch }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/cases' });
  const [naming, setNaming] = useState(false);
  const saved = useAsk('filter.list', {}, { refresh: false });
  const remove = useSend('filter.remove');
  const items = saved.data?.items ?? [];
  const same = items.find((it) => textOf(it.query) === textOf(search as Record<string, string>));
  const isAnything = Object.keys(search).length > 0;
  return (
    <>
      {items.length > 0 && (
        <Select
          aria-label={say('saved.choose')}
          placeholder={say('saved.choose')}
          className="filter"
          value={same?.name ?? null}
          options={items.map((it) => ({ value: it.name, label: it.name }))}
          onChange={(name: string) => void navigate({ search: (items.find((it) => it.name === name)?.query ?? {}) as CaseSearch })}
        />
      )}
      {same === undefined && isAnything && <Button onClick={() => setNaming(true)}>{say('saved.save')}</Button>}
      {same !== undefined && <Button loading={remove.busy} onClick={() => void remove.send({ body: { name: same.name } })}>{say('saved.remove', { name: same.name })}</Button>}
      {remove.problem && <ProblemNotice problem={remove.problem} />}
      {naming && <NameDialog search={search} close={() => setNaming(false)} />}
    </>
  );
}

function NameDialog({ search, close }: { search: CaseSearch; close: () => void }) {
  const say = useSay();
  const [form] = Form.useForm<{ name: string }>();
  const save = useSend('filter.save');
  const submit = async ({ name }: { name: string }) => {
    if (await save.send({ body: { name: name.trim(), query: search as Record<string, string> } })) close();
  };
  return (
    <Dialog title={say('saved.save')} confirmWords={say('confirm')} backWords={say('back')} busy={save.busy} onConfirm={() => form.submit()} onBack={close}>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item name="name" label={say('saved.name')} extra={say('saved.same_name')} rules={[{ required: true, whitespace: true, message: say('required') }]}><Input maxLength={80} /></Form.Item>
        {save.problem && <ProblemNotice problem={save.problem} />}
      </Form>
    </Dialog>
  );
}

/** All that the filter finds, not only what is shown. */
export function ExportLinks({ search }: { search: CaseSearch }) {
  const say = useSay();
  const may = useMay();
  if (!may('case.export')) return null;
  const linkTo = (format: 'csv' | 'xlsx') => pathOf(addresses['case.export'].path, {}, { ...search, format, lang: say.language });
  return (
    <span className="export-links">
      {say('export')} <a href={linkTo('csv')} download>CSV</a> <a href={linkTo('xlsx')} download>XLSX</a>
    </span>
  );
}
