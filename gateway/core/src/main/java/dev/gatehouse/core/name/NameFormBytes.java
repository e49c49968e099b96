package dev.gatehouse.core.name;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A name in the form that is compared, as octets: for what a booth must read again after a
/// restart. The written name is not in it, so a form keeps the tables that it was read by.
public final class NameFormBytes {
    private static final int LABELLED = 1;
    private static final int TRUNCATED = 2;
    private static final int SURNAME_ONLY = 4;

    /// Texts of one list within a form; far above what a reader makes.
    private static final int MAX_TEXTS = 64;

    private NameFormBytes() {}

    /// Writes a form.
    public static void write(NameForm form, DataOutputStream out) throws IOException {
        out.writeUTF(form.kind().name());
        int flags = form.labelled() ? LABELLED : 0;
        flags |= form.truncated() ? TRUNCATED : 0;
        flags |= form.surnameOnly() ? SURNAME_ONLY : 0;
        out.writeByte(flags);
        out.writeByte(form.parts().size());
        for (NamePart part : form.parts()) {
            write(part, out);
        }
        out.writeByte(form.links().size());
        for (NameForm.Link link : form.links()) {
            out.writeByte(link.child());
            out.writeByte(link.father());
        }
        texts(form.legalForms().stream().map(Enum::name).sorted().toList(), out);
        texts(form.titles(), out);
        out.writeUTF(form.suffix());
    }

    private static void write(NamePart part, DataOutputStream out) throws IOException {
        texts(part.forms(), out);
        out.writeUTF(part.joined());
        out.writeUTF(part.fold());
        out.writeUTF(part.raw());
        out.writeUTF(part.role().name());
        out.writeInt(part.weight());
        texts(part.full().stream().sorted().toList(), out);
        texts(part.traitSet().stream().map(Enum::name).sorted().toList(), out);
    }

    private static void texts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeByte(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    /// Reads a form back.
    ///
    /// @throws IOException when these octets are no form
    public static NameForm read(DataInputStream in) throws IOException {
        try {
            NameKind kind = NameKind.valueOf(in.readUTF());
            int flags = in.readUnsignedByte();
            List<NamePart> parts = new ArrayList<>();
            int partCount = in.readUnsignedByte();
            for (int i = 0; i < Math.min(partCount, NameForm.MAX_PARTS + 1); i++) {
                parts.add(part(in));
            }
            List<NameForm.Link> links = new ArrayList<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                links.add(new NameForm.Link(in.readUnsignedByte(), in.readUnsignedByte()));
            }
            Set<LegalForms.LegalClass> legal = EnumSet.noneOf(LegalForms.LegalClass.class);
            for (String name : texts(in)) {
                legal.add(LegalForms.LegalClass.valueOf(name));
            }
            return new NameForm(
                    kind,
                    parts,
                    links,
                    legal,
                    texts(in),
                    in.readUTF(),
                    (flags & LABELLED) != 0,
                    (flags & TRUNCATED) != 0,
                    (flags & SURNAME_ONLY) != 0);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a name form", e);
        }
    }

    private static NamePart part(DataInputStream in) throws IOException {
        List<String> forms = texts(in);
        String joined = in.readUTF();
        String fold = in.readUTF();
        String raw = in.readUTF();
        NamePart.Role role = NamePart.Role.valueOf(in.readUTF());
        int weight = in.readInt();
        Set<String> full = new HashSet<>(texts(in));
        Set<NamePart.Trait> traits = EnumSet.noneOf(NamePart.Trait.class);
        for (String name : texts(in)) {
            traits.add(NamePart.Trait.valueOf(name));
        }
        return new NamePart(forms, joined, fold, raw, role, weight, full, traits);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        if (count > MAX_TEXTS) {
            throw new IOException("too many texts");
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
