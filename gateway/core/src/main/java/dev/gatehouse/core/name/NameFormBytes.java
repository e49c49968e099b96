package dev.gatehouse.core.name;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A name in the form that is compared, as octets: for what a booth must read again after a
/// restart. The written name is not in it, so a form keeps the tables that it was read by. Kinds,
/// roles, traits and classes are their places in the program's enums: a constant is only ever added
/// at the end.
public final class NameFormBytes {
    private static final int LABELLED = 1;
    private static final int TRUNCATED = 2;
    private static final int SURNAME_ONLY = 4;
    private static final int TEXT_MAX = 0xFF;
    private static final int WEIGHT_MAX = 0xFFFF;
    private static final List<NameKind> KINDS = List.of(NameKind.values());
    private static final List<NamePart.Role> ROLES = List.of(NamePart.Role.values());
    private static final List<NamePart.Trait> TRAITS = List.of(NamePart.Trait.values());
    private static final List<LegalForms.LegalClass> LEGAL =
            List.of(LegalForms.LegalClass.values());

    /// Texts of one list within a form; far above what a reader makes.
    private static final int MAX_TEXTS = 64;

    private NameFormBytes() {}

    /// Writes a form.
    ///
    /// @throws IOException also when a text of it is longer than any reader makes it
    public static void write(NameForm form, DataOutputStream out) throws IOException {
        out.writeByte(KINDS.indexOf(form.kind()));
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
        out.writeByte(mask(LEGAL, form.legalForms()));
        texts(form.titles(), out);
        text(form.suffix(), out);
    }

    private static void write(NamePart part, DataOutputStream out) throws IOException {
        texts(part.forms(), out);
        text(part.joined(), out);
        text(part.fold(), out);
        text(part.raw(), out);
        out.writeByte(ROLES.indexOf(part.role()));
        out.writeByte(mask(TRAITS, part.traitSet()));
        out.writeShort(Math.min(part.weight(), WEIGHT_MAX));
        texts(part.full().stream().sorted().toList(), out);
    }

    private static <T> int mask(List<T> all, Set<T> some) {
        int mask = 0;
        for (T one : some) {
            mask |= 1 << all.indexOf(one);
        }
        return mask;
    }

    private static <T extends Enum<T>> Set<T> unmask(Class<T> type, List<T> all, int mask) {
        if (mask == 0) {
            return Set.of();
        }
        Set<T> some = EnumSet.noneOf(type);
        for (int i = 0; i < all.size(); i++) {
            if (((mask >> i) & 1) != 0) {
                some.add(all.get(i));
            }
        }
        return some;
    }

    private static void texts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeByte(texts.size());
        for (String text : texts) {
            text(text, out);
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > TEXT_MAX) {
            throw new IOException("a text of a name form is too long");
        }
        out.writeByte(utf8.length);
        out.write(utf8);
    }

    /// Reads a form back.
    ///
    /// @throws IOException when these octets are no form
    public static NameForm read(DataInputStream in) throws IOException {
        try {
            int kind = in.readUnsignedByte();
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
            Set<LegalForms.LegalClass> legal =
                    unmask(LegalForms.LegalClass.class, LEGAL, in.readUnsignedByte());
            return new NameForm(
                    KINDS.get(kind),
                    parts,
                    links,
                    legal,
                    texts(in),
                    text(in),
                    (flags & LABELLED) != 0,
                    (flags & TRUNCATED) != 0,
                    (flags & SURNAME_ONLY) != 0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("not a name form", e);
        }
    }

    private static NamePart part(DataInputStream in) throws IOException {
        List<String> forms = texts(in);
        if (forms.isEmpty()) {
            throw new IOException("a part of a name without a form");
        }
        String joined = text(in);
        String fold = text(in);
        String raw = text(in);
        NamePart.Role role = ROLES.get(in.readUnsignedByte());
        Set<NamePart.Trait> traits = unmask(NamePart.Trait.class, TRAITS, in.readUnsignedByte());
        int weight = in.readUnsignedShort();
        return new NamePart(forms, joined, fold, raw, role, weight, Set.copyOf(texts(in)), traits);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        if (count > MAX_TEXTS) {
            throw new IOException("too many texts");
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length == 0) {
            return "";
        }
        byte[] utf8 = in.readNBytes(length);
        if (utf8.length != length) {
            throw new IOException("a name form is cut off");
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
