import { useParams } from 'wouter';
import { BankFileLists } from './bank-file-lists.tsx';
import { BankFileRecord } from './bank-file-record.tsx';

/** What comes from banks as files and what left for them, or one file with what each of its entries means. */
export default function BankFilesScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <BankFileLists /> : <BankFileRecord key={id} bankFileId={id} />;
}
