-- What the packs gave the file: day of execution, account, template. The first file of a format pins them for all later ones.
ALTER TABLE bank_file_out ADD COLUMN settings jsonb;
