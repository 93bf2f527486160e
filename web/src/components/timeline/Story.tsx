import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { chosen, type Kind, kinds } from './story';
import { Timeline } from './Timeline';

const pageSize = 20;

// A timeline that may be long: the latest first, a part at a time, of one kind where it is asked for.
export function Story({ entries }: { entries: Schemas['TimelineEntry'][] }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('all');
  const [size, setSize] = useState(pageSize);
  const wanted = chosen(entries, kind);
  return (
    <>
      {entries.length > 3 && (
        <Select
          size="small"
          className="jw-story-kind"
          aria-label={t('timeline.kind')}
          value={kind}
          options={kinds.map((one) => ({ value: one, label: t(`timeline.kinds.${one}`) }))}
          onChange={(next) => {
            setKind(next);
            setSize(pageSize);
          }}
        />
      )}
      <Timeline entries={wanted.slice(0, size)} />
      {wanted.length > size && (
        <Button block onClick={() => setSize(size + pageSize)}>
          {t('timeline.earlier', { count: wanted.length - size })}
        </Button>
      )}
    </>
  );
}
