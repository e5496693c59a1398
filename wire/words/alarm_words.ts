/** How an alarm is said in a letter: in both languages, because a mailbox has none of its own. */

const kinds: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'clock.warned': { zh: '预警', en: 'Warning' },
  'clock.due': { zh: '到期', en: 'Due' },
  'clock.escalated': { zh: '升级', en: 'Escalated' },
};

export type AlarmSaid = {
  readonly kind: string;
  readonly number: string;
  /** The promise in the words of its pack. */
  readonly words: Readonly<Record<string, string>>;
  /** As read off the wall of the place: 2026-03-02 08:45. */
  readonly deadline: string;
  readonly link?: string | undefined;
};

export function letterOf({ kind, number, words, deadline, link }: AlarmSaid): { subject: string; text: string } {
  const said = kinds[kind] ?? { zh: kind, en: kind };
  const zh = words['zh-CN'] ?? '';
  const en = words['en'] ?? zh;
  return {
    subject: `${said.zh} ${said.en}: ${number} ${zh} ${deadline}`,
    text: [
      `${said.zh}：服务单 ${number}，${zh}，时限 ${deadline}。`,
      `${said.en}: case ${number}, ${en}, deadline ${deadline}.`,
      ...(link === undefined ? [] : ['', link]),
      '',
    ].join('\n'),
  };
}
