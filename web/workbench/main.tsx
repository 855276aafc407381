import { nonce } from './nonce.ts';
import './style.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { queries } from './api/queries.ts';
import { App } from './app.tsx';

/** Ink on white and one blue; no motion; the red has enough contrast on white. */
const THEME = {
  hashed: false,
  token: {
    motion: false,
    colorPrimary: '#0b57a4',
    colorLink: '#0b57a4',
    colorError: '#b3261e',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.6)',
    borderRadius: 4,
    fontSize: 13,
    controlHeight: 30,
    fontFamily: 'inherit',
  },
};

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <ConfigProvider locale={zhCN} csp={{ nonce }} theme={THEME} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <Router base="/workbench">
          <App />
        </Router>
      </QueryClientProvider>
    </ConfigProvider>,
  );
}
