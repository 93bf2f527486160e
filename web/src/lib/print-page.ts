// The page opens by itself, so that it may be looked at, printed or kept as PDF.
export function printPage(url: string) {
  const page = window.open(url, '_blank');
  page?.addEventListener('load', () => page.print());
}
