// jsdom lacks what Ant Design asks of a browser.
import { vi } from 'vitest';

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

vi.stubGlobal('ResizeObserver', NoResizeObserver);
Element.prototype.scrollIntoView = () => {};
vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
}));

// Nothing is drawn: styles would only be parsed, and looked through for each role that a test asks for.
Object.defineProperty(HTMLStyleElement.prototype, 'innerHTML', { get: () => '', set() {} });
const computed = window.getComputedStyle.bind(window);
vi.stubGlobal('getComputedStyle', (element: Element) => computed(element));
