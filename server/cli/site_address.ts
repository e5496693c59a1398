/** Where people reach the running program, as far as the command line knows. */

export function siteAddress(path: string): string {
  return new URL(path, process.env['SANBAO_PUBLIC_URL'] ?? 'http://localhost:8080').href;
}
