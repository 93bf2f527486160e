// The pictures of the guide: a page as it stands, in both languages, on a desk and on a phone.
import { mkdirSync } from 'node:fs';
import { sizes } from './browser.mjs';

const languages = ['en', 'zh'];
// The clock that stands still and the passing messages belong to the test, not to the guide.
const style = '.jw-clock, .ant-message { display: none !important }';

// Takes `<name>-<language>-<size>.png` when pictures are asked for by JINGWEI_SHOTS=<folder>. The page
// is Chinese and keeps what is being filled in; it is left as it was found.
export async function shots(page, name, { on = ['desktop'], height } = {}) {
  const folder = process.env.JINGWEI_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const found = page.viewportSize();
  const fit = (size) => page.setViewportSize({ ...sizes[size], ...(size === 'desktop' && height ? { height } : {}) });
  for (const language of languages) {
    await fit(on[0]);  // A drawing is laid out for the room that it opens in.
    await page.locator('.jw-language').dispatchEvent('click');  // also behind a drawer
    await page.locator(`html[lang^="${language}"]`).waitFor({ state: 'attached' });
    for (const size of on) {
      await fit(size);
      await settle(page);
      await page.screenshot({ path: `${folder}/${name}-${language}-${size}.png`, animations: 'disabled', style });
    }
  }
  await page.setViewportSize(found);
}

// Everything asked for has come, is drawn, and stands at its top.
async function settle(page) {
  await page.locator('.jw-loading').first().waitFor({ state: 'detached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let drawn = 0; drawn < 20; drawn += 1) await frame();
    document.activeElement?.blur();
    scrollTo({ top: 0, behavior: 'instant' });
    await frame();
  });
}
