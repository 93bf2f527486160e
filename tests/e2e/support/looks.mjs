// What a page must be on a desk and a phone, in both languages.
import assert from 'node:assert/strict';
import { picture, seriousViolations } from './browser.mjs';

const looks = [
  ['desktop', 'zh-CN'],
  ['phone', 'zh-CN'],
  ['desktop', 'en'],
  ['phone', 'en'],
];

// Accessible and no wider than the screen. `open` gives the page for a size and a language; `ready` is seen once it stands.
export async function looksRight(open, ready, name) {
  for (const [size, language] of looks) {
    const page = await open({ size, language });
    await page.locator(ready).first().waitFor();
    await picture(page, `${name}-${size}-${language}`, { fullPage: true });
    assert.deepEqual(await seriousViolations(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${name} ${size} is too wide`);
  }
}
