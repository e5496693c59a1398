/** What sign-in writes to people. Sent straight through the door for letters: a link must not lie in an outbox. */

/** Served by the e-mail channel of server/outside; resolves when the letter was handed over or given up. */
export type SendLetter = (letter: Letter) => Promise<unknown>;

export type Letter = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string };

export function resetLetter(id: string, to: string, address: string): Letter {
  return {
    id, to, subject: '重设密码 · Choose a new password',
    text: [
      '有人请求为此邮箱重设密码。请在一小时内打开下面的链接，只能使用一次。如果不是您本人，请忽略此信，密码不会改变。',
      'Somebody asked for a new password for this address. Open the link within an hour; it works once. If it was not you, ignore this letter and nothing changes.',
      '', address, '',
    ].join('\n'),
  };
}
