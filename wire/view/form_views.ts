/** What goes out about forms: which there are, one as it stands, and a register. */

import { z } from 'zod';
import { aboutShape, fieldValue } from '../../core/form/facts.ts';
import { cellTypes } from '../../core/form/shape.ts';

const moment = z.iso.datetime({ offset: true });
const named = z.strictObject({ code: z.string(), words: z.string() });
const cellType = z.enum(cellTypes);
const choices = z.array(named).describe('Of a choice');

export const formKind = z
  .strictObject({
    form: z.string(), words: z.string(), about: aboutShape.shape.kind, register: z.boolean().describe('Lines that are read together'),
    source: z.array(z.string()), mine: z.boolean().describe('Whether the asker has a part in it: fills, signs or may declare it void'),
  })
  .meta({ id: 'FormKind' });
export type FormKind = z.infer<typeof formKind>;

export const formKinds = z.strictObject({ items: z.array(formKind) }).meta({ id: 'FormKinds' });

export const formState = z.enum(['open', 'complete', 'locked', 'void']);
export type FormStateWord = z.infer<typeof formState>;

export const formRow = z
  .strictObject({
    form_id: z.string(), form: z.string(), words: z.string(), number: z.string(),
    about_kind: aboutShape.shape.kind, about_id: z.string(), about: z.string().describe('What people call it'),
    opened_at: moment, opened_by: z.string(), opened_by_name: z.string().nullable(), state: formState, copies: z.int(), seq: z.int(),
  })
  .meta({ id: 'FormRow' });
export type FormRow = z.infer<typeof formRow>;

export const formsAbout = z.strictObject({ kinds: z.array(formKind).describe('What can be opened here'), items: z.array(formRow).describe('What there is, the latest first; at most 200') }).meta({ id: 'FormsAbout' });

const formField = z.strictObject({
  code: z.string(), words: z.string(), type: z.enum([...cellTypes, 'list']), choices,
  columns: z.array(z.strictObject({ code: z.string(), words: z.string(), type: cellType, choices })),
  required: z.boolean().describe('As the form stands now'), computed: z.boolean(), personal: z.boolean(), source: z.array(z.string()),
  open: z.boolean().describe('Whether the asker can fill it now'), value: fieldValue,
});
export type FormFieldView = z.infer<typeof formField>;

const formSigner = z.strictObject({
  code: z.string(), words: z.string(), customer: z.boolean(),
  open: z.boolean().describe('Whether the asker can have it signed now'),
  signed: z.strictObject({ name: z.string().nullable().describe('null once it was erased'), image: z.string().nullable(), at: moment, stands: z.boolean().describe('What was signed is what is shown') }).nullable(),
});
export type FormSignerView = z.infer<typeof formSigner>;

export const keptView = z
  .strictObject({
    how_long: z.string().nullable().describe('From closing; null where no source says, and then it stays'), for_good: z.boolean(),
    until: z.iso.date().nullable().describe('The last day it has to be there; null before it is closed'), over: z.boolean().describe('Whether that day is past, so that it may be destroyed'),
    by: z.array(z.strictObject({ role: z.string(), words: z.string().nullable().describe('null for one of the five roles') })).describe('Who keeps it'), source: z.array(z.string()),
  })
  .meta({ id: 'Kept' });
export type KeptView = z.infer<typeof keptView>;

export const formView = z
  .strictObject({
    ...formRow.shape, source: z.array(z.string()), kept: keptView.nullable().describe('How long it is kept, where the rules say so'), originals: z.int().describe('In how many originals it is made out'),
    fields: z.array(formField), missing: z.array(z.string()).describe('Fields that must be filled and are not'),
    signers: z.array(formSigner), digest: z.string().nullable(), locked: z.array(z.string()).describe('Fields that cannot be changed any more'), voided: z.string().nullable().describe('Why it is void'),
    prints: z.array(z.strictObject({ sheet: z.enum(['original', 'copy', 'draft', 'void']), nth: z.int(), at: moment })).describe('What was printed, the first first'),
    can: z.strictObject({ fill: z.boolean(), complete: z.boolean(), void: z.boolean(), print: z.boolean() }).describe('What the asker can do now'),
    history: z.array(z.strictObject({ fact_id: z.string(), kind: z.string(), at: moment, by: z.string(), by_name: z.string().nullable() })),
  })
  .meta({ id: 'Form' });
export type FormView = z.infer<typeof formView>;

export const formRegister = z
  .strictObject({
    form: z.string(), words: z.string(), fields: z.array(named),
    items: z.array(z.strictObject({ ...formRow.shape, kept_until: z.iso.date().nullable().describe('The last day it has to be there; null while it is open, or where no figure says'), cells: z.array(z.union([z.string(), z.number(), z.null()])).describe('One for each field, in words') })),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'FormRegister' });
export type FormRegister = z.infer<typeof formRegister>;
