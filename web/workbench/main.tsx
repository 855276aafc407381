import { nonce } from './nonce.ts';
import './style.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { queries } from './api/queries.ts';
import { App } from './app.tsx';
import { Themed } from './frame/themed.tsx';
import { FaultBoundary } from './parts/fault-boundary.tsx';

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <Themed nonce={nonce}>
      <QueryClientProvider client={queries}>
        <Router base="/workbench">
          <FaultBoundary at="" onRetry={() => location.reload()}>
            <App />
          </FaultBoundary>
        </Router>
      </QueryClientProvider>
    </Themed>,
  );
}
