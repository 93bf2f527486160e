// Whether the next task opens when one is done; remembered in this browser.
const storageKey = 'jingwei.continuous';

export function isContinuous(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

export function setContinuous(on: boolean): void {
  if (on) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
}
