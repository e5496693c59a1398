/** CodeMirror for one file of a pack: colours, completion from the schema, problems underlined, and the way to a place. */

import { autocompletion, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { yaml } from '@codemirror/lang-yaml';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { factKinds } from '../../core/pack/facts.ts';
import type { PackProblem } from '../../wire/view/pack_views.ts';
import { offersAt, placeIn, type Schema } from './completion.ts';

export type Place = { readonly line: number; readonly column: number };

export type Editor = {
  complete(schema: Schema): void;
  underline(problems: readonly PackProblem[]): void;
  goTo(place: Place): void;
  destroy(): void;
};

type Opening = { readonly parent: HTMLElement; readonly name: string; readonly text: string; readonly onChange: (text: string) => void };

const kinds = Object.keys(factKinds);

export function openEditor({ parent, name, text, onChange }: Opening): Editor {
  const completes = new Compartment();
  // The page allows no style of its own making (Content-Security-Policy); in a shadow root the editor adopts constructed sheets instead of writing style elements.
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        basicSetup, yaml(), keymap.of(completionKeymap), look, completes.of([]),
        EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    complete: (schema) => view.dispatch({ effects: completes.reconfigure(autocompletion({ override: [(context) => completed(schema, context)] })) }),
    underline: (problems) => view.dispatch(setDiagnostics(view.state, problems.map((problem) => underlined(view.state, problem)))),
    goTo: (place) => {
      const at = offsetOf(view.state, place);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function completed(schema: Schema, context: CompletionContext): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos);
  const { typed } = placeIn(before);
  if (typed === '' && !context.explicit) return null;
  const options = offersAt(schema, before, kinds).map((offer) => ({
    label: offer.label, detail: offer.detail, type: offer.isField ? 'property' : 'constant', ...(offer.isField ? { apply: `${offer.label}: ` } : {}),
  }));
  return options.length === 0 ? null : { from: context.pos - typed.length, options, validFor: /^[\w.-]*$/ };
}

function underlined(state: EditorState, problem: PackProblem): Diagnostic {
  const from = offsetOf(state, problem);
  const line = state.doc.lineAt(from);
  const word = /^[^\s,{}[\]]+/.exec(state.sliceDoc(from, line.to))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, line.to), severity: 'error', message: problem.message };
}

/** The text may have changed since the problem was found; the nearest place that is still there is taken. */
function offsetOf(state: EditorState, { line, column }: Place): number {
  const at = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
}

const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--card)', fontSize: '14px', height: '100%' },
  '.cm-content': { caretColor: 'var(--text)', fontFamily: 'ui-monospace, monospace' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--quiet)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--link) 8%, transparent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--link) 28%, transparent) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--card)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--blue-ground)', color: 'var(--text)' },
  '.cm-line span': { color: 'inherit !important' },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--text)' },
});
