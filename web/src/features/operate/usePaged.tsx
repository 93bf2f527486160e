import { useState } from 'react';
import { Pager } from '@/components/Pager';

// Of a list that may be long one page, and the way to the others.
export function usePaged<Item>(items: Item[], size = 10) {
  const [wanted, want] = useState(1);
  const page = Math.min(wanted, Math.max(1, Math.ceil(items.length / size)));
  return {
    shown: items.slice((page - 1) * size, page * size),
    pager: items.length > size && <Pager page={page} size={size} total={items.length} onChange={want} />,
  };
}
