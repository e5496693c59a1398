import { describe, expect, test } from 'vitest';
import { clock, contextOf, Story, verdictOf, type Line } from '../../test/world/story.ts';
import { addFile, filesOf, ownerOfFiles, type AddFile } from './file.ts';
import { fileBytesMax } from './file_type.ts';

const reported: Line[] = ['08:00 lin report'];
const closed: Line[] = [...reported, '08:05 chen assign wu', '08:40 wu arrive', '09:00 wu repair', '10:00 lin close'];
const hash = 'a'.repeat(64);
const photo: Omit<AddFile, 'at'> = { name: '电表.jpg', personal: true, type: 'image/jpeg', hash, size: 2_000 };
const added = (more: Partial<AddFile> = {}): Line => ['09:10 wu add_file', { ...photo, ...more }];

describe('adding a file', () => {
  test.each<readonly [string, readonly Line[], Line, string]>([
    ['to a case', reported, added(), 'case.file_added'],
    ['after the closing', closed, added(), 'case.file_added'],
    ['to no case', [], added(), 'unknown_case'],
    ['of a kind that is not kept', reported, added({ type: null }), 'file_type_unknown'],
    ['empty', reported, added({ size: 0 }), 'file_type_unknown'],
    ['of the last size taken', reported, added({ size: fileBytesMax }), 'case.file_added'],
    ['one byte more', reported, added({ size: fileBytesMax + 1 }), 'file_too_large'],
    ['the same twice', [...reported, added()], added({ name: 'other.jpg' }), 'file_there_already'],
    ['another beside it', [...reported, added()], added({ hash: 'b'.repeat(64) }), 'case.file_added'],
  ])('%s', (_, before, line, verdict) => {
    expect(new Story(...before).verdict(line)).toBe(verdict);
  });

  test('sixty are kept and no more', () => {
    const many = Array.from({ length: 60 }, (_, at) => added({ hash: String(at).padStart(64, '0') }));
    expect(new Story(...reported, ...many).verdict(added())).toBe('too_many_files');
  });

  test('the name of a personal file is personal, that of another is not', () => {
    const state = new Story(['08:00 lin report', { customer_id: 'ma' }]).state;
    const add = (personal: boolean) => addFile(state, { ...photo, personal, at: clock('09:00') }, contextOf('wu', clock('09:00')));
    expect(add(true)).toMatchObject({ facts: [{ data: { hash, type: 'image/jpeg', size: 2_000, personal: true }, personal: { person: 'ma', fields: { name: '电表.jpg' } } }] });
    expect(add(false)).toEqual({ ok: true, facts: [{ kind: 'case.file_added', at: clock('09:00'), data: { hash, type: 'image/jpeg', size: 2_000, name: '电表.jpg' } }] });
    expect([ownerOfFiles(state, 'case-1'), ownerOfFiles(new Story(...reported).state, 'case-1')]).toEqual(['ma', 'case-1']);
  });

  test('a withdrawn one is none of the files, and can be added again; nothing else of it is corrected', () => {
    const story = new Story(...reported, added());
    const fact_id = filesOf(story.state)[0]!.id;
    const correct = (more: object): Line => ['09:20 he correct', { fact_id, revision: 2, reason: 'another case', ...more }];
    expect(story.verdict(correct({ replacement: { data: { hash: 'c'.repeat(64) } } }))).toBe('not_correctable');
    expect(verdictOf(story.tell(correct({ withdrawn: true })))).toBe('fact.corrected');
    expect(filesOf(story.state)).toEqual([]);
    expect(story.verdict(added())).toBe('case.file_added');
  });
});
