/** What a browser says of itself, short enough for people to know their own device again. */

// The order matters: Edge calls itself Chrome as well, and Chrome calls itself Safari.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信 WeChat'], [/Edg\w*\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux|X11/, 'Linux'],
];

/** Null when nothing is known of it. */
export function deviceOf(userAgent: string | null): string | null {
  const found = [browsers, systems].map((table) => table.find(([sign]) => sign.test(userAgent ?? ''))?.[1]).filter((it) => it !== undefined);
  return found.length === 0 ? null : found.join(' · ');
}
