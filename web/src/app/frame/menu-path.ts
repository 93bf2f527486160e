import type { Schemas } from '@/api/client';

const pages: Record<string, string> = { workbench: '/' };

// The address that an entry of the menu opens.
export function menuPath(item: Schemas['MenuItem']): string {
  if (item.view) return `/views/${item.view}`;
  return pages[item.page ?? ''] ?? `/${item.page ?? ''}`;
}
