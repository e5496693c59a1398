/** Addresses of databases, also of those behind a socket, as one text that an environment variable can carry. */

type Target =
  | { readonly host: string; readonly user: string; readonly database: string }
  | { readonly url: string; readonly database: string };

export function urlOf(target: Target): string {
  if (!('url' in target)) {
    return `postgresql:///${target.database}?host=${encodeURIComponent(target.host)}&user=${encodeURIComponent(target.user)}`;
  }
  // `postgresql:///name` has no host, which URL accepts only under another scheme; so the text is cut by hand.
  const match = /^(\w+:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(target.url);
  if (match === null) throw new Error(`not the address of a database: ${target.url}`);
  return `${match[1]}/${target.database}${match[2] ?? ''}`;
}
