import { type FormSchema, inputsOf } from '@/lib/form-schema';
import { isSame } from '@/lib/merge';
import { isEmpty, valueAt, type Values, withValueAt } from '@/lib/path';

// What was written into a form that began as `read`, where neither it nor what is stored now says so.
export function unsentOf(schema: FormSchema, read: Values, stored: Values, written: Values): Values {
  return inputsOf(schema.components).reduce<Values>((unsent, { path }) => {
    const value = valueAt(written, path);
    const isKnown = isEmpty(value) || isSame(value, valueAt(read, path)) || isSame(value, valueAt(stored, path));
    return isKnown ? unsent : withValueAt(unsent, path, value);
  }, {});
}
