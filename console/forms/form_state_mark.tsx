/** How far a form is, in colour, shape and words. */

import { CheckCircleFilled, CloseSquareFilled, EditFilled, LockFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Mark, type Hue } from '../../ui/mark.tsx';
import type { FormStateWord } from '../../wire/view/form_views.ts';
import { useSay } from '../words.ts';

const looks: Readonly<Record<FormStateWord, readonly [Hue, ReactNode]>> = {
  open: ['blue', <EditFilled key="i" />], complete: ['green', <CheckCircleFilled key="i" />], locked: ['grey', <LockFilled key="i" />], void: ['red', <CloseSquareFilled key="i" />],
};

export function FormStateMark({ state }: { state: FormStateWord }) {
  const say = useSay();
  const [hue, icon] = looks[state];
  return <Mark hue={hue} icon={icon}>{say.code('form_state', state)}</Mark>;
}
