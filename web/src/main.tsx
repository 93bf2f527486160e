import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startLanguages } from './lib/language';
import 'antd/dist/reset.css';
import './app/styles/base.css';
import './app/styles/frame.css';
import './app/styles/door.css';
import './app/styles/tasks.css';
import './app/styles/records.css';
import './app/styles/views.css';
import './app/styles/forms.css';
import './app/styles/playground.css';

startLanguages();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
