import { ConfigProvider, theme } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import type { ReactNode } from 'react';
import { useIsDark } from '../parts/look.ts';
import { useLanguage } from '../words/language.ts';

/** No motion; the corners and sizes of everything else. */
const COMMON = { motion: false, borderRadius: 4, fontSize: 13, controlHeight: 30, fontFamily: 'inherit' } as const;

/** Ink on white and one blue; the red has enough contrast on white. */
const LIGHT = {
  hashed: false,
  token: {
    ...COMMON,
    colorPrimary: '#0b57a4',
    colorLink: '#0b57a4',
    colorError: '#b3261e',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.6)',
  },
};

/** The colours of `[data-theme='dark']`; what stands on blue and red is dark. */
const DARK = {
  hashed: false,
  algorithm: theme.darkAlgorithm,
  token: {
    ...COMMON,
    colorPrimary: '#7ab7ff',
    colorLink: '#7ab7ff',
    colorError: '#ff8f85',
    colorBgBase: '#151b23',
    colorTextBase: '#e6eaf0',
    colorTextLightSolid: '#10161d',
    colorTextPlaceholder: 'rgba(255, 255, 255, 0.65)',
  },
};

/** What antd draws, in the reader's colours and language. There is always a locale: with and without one are other trees, and the pages would begin anew. */
export function Themed({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }) {
  const isDark = useIsDark();
  const isChinese = useLanguage() === 'zh';
  return (
    <ConfigProvider
      locale={isChinese ? zhCN : enUS}
      csp={{ nonce }}
      theme={isDark ? DARK : LIGHT}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
