import { LockOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useLabel, useLanguage } from '@/lib/language';
import { nameOf, type Names } from '@/lib/names';
import { toneOfStatus } from '@/lib/tone';
import { StateTag } from './StateTag';

// Other matters that a field names: number, title, how it stands; each opens, unless the reader may not read it.
export function LinkedInstances({ ids, names, brief }: { ids: string[]; names: Names; brief?: boolean }) {
  const language = useLanguage();
  const text = useLabel();
  if (brief) return <>{ids.map((id) => names[id]?.number || nameOf(names, id, language)).join(language === 'en' ? ', ' : '、')}</>;
  return (
    <ul className="jw-matters">
      {ids.map((id) => {
        const known = names[id];
        if (known?.hidden) {
          return (
            <li key={id} className="jw-matter jw-soft">
              <LockOutlined aria-hidden /> {text(known.title)}
            </li>
          );
        }
        return (
          <li key={id} className="jw-matter">
            <Link to="/instances/$key" params={{ key: id }}>
              {[known?.number, nameOf(names, id, language)].filter(Boolean).join(' ')}
            </Link>
            {known?.status && <StateTag text={text(known.status.title)} tone={toneOfStatus(known.status.id)} />}
          </li>
        );
      })}
    </ul>
  );
}
