import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startLanguages } from '@/lib/language';
import 'antd/dist/reset.css';
import 'antd/dist/antd.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/door.css';
import './styles/tasks.css';
import './styles/records.css';
import './styles/views.css';
import './styles/calendar.css';
import './styles/forms.css';
import './styles/playground.css';

await startLanguages();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
