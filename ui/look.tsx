/** The frame every screen stands in: Ant Design's theme, light and dark, chosen so that all text has enough contrast. */

import { App, ConfigProvider, theme, type ConfigProviderProps } from 'antd';
import type { ReactNode } from 'react';

type Props = { dark: boolean; nonce: string; locale: NonNullable<ConfigProviderProps['locale']>; children: ReactNode };

// Colours differ from the defaults only where those fail 4.5 to 1 against their background.
const light = {
  colorPrimary: '#0958d9',
  // Under the mouse the default turns lighter, and too light on white.
  colorPrimaryHover: '#0747b3',
  colorErrorHover: '#a8071a',
  colorLink: '#0958d9',
  colorError: '#cf1322',
  colorWarning: '#ad4e00',
  colorSuccess: '#237804',
  colorTextPlaceholder: '#6b7280',
  colorTextDescription: '#595959',
};
const dark = {
  colorPrimary: '#1668dc',
  colorLink: '#69b1ff',
  colorError: '#ff7875',
  colorWarning: '#faad14',
  colorSuccess: '#73d13d',
  colorTextPlaceholder: '#9b9b9b',
  colorTextDescription: '#a6a6a6',
};
const darkParts = {
  Tabs: { itemSelectedColor: dark.colorLink },
  // Under the mouse a full button turns darker, because white on a lighter blue is too faint; an outlined one turns lighter.
  Button: { colorPrimaryHover: '#1554ad', defaultHoverColor: dark.colorLink, defaultHoverBorderColor: dark.colorLink },
};

export function Look({ dark: isDark, nonce, locale, children }: Props) {
  // People who asked their system for less movement get none.
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={locale}
      button={{ autoInsertSpace: false }}
      // A list that drops down belongs to the region of its field, for readers as well as for the eye.
      getPopupContainer={(field) => field?.closest('dialog') ?? field?.parentElement ?? document.body}
      theme={{ algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm, token: { ...(isDark ? dark : light), motion: !still, borderRadius: 8 }, components: isDark ? darkParts : {} }}
    >
      <App>{children}</App>
    </ConfigProvider>
  );
}
