import type { Dayjs } from 'dayjs';
import type { Schemas } from '@/api/client';

// Where somebody stands in for the deputy himself in that time: whom he does not act for then may have nobody.
export function awayThen(deputies: Schemas['Deputy'][], deputy: string | null, [from, until]: [Dayjs | null, Dayjs | null], now: Date): Schemas['Deputy'][] {
  const begins = from?.startOf('day').toDate() ?? now;
  const ends = until?.endOf('day').toDate();
  return deputies.filter(
    (one) => one.person !== undefined && one.person.id === deputy && (!ends || new Date(one.from) <= ends) && (!one.until || new Date(one.until) > begins),
  );
}
