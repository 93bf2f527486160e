// Asks for what every page shows while the code that shows it is still on its way.
import { askAhead } from './api/ahead';
import { firstTexts, storedLanguage } from './lib/first-texts';

const { pathname } = location;
const outsideFrame = pathname === '/sign-in' || pathname.startsWith('/outside/');
if (!outsideFrame) askAhead(['/session', '/menu', '/tasks/counts']);
if (pathname === '/') askAhead(['/workbench']);
void firstTexts(storedLanguage());
void import('./app/start');
