package de.handschlag.deploy.demonstration;

import java.util.List;

/**
 * Where persons come from. Shares follow the foreign population of a German district that has received refugees since 2015
 * and 2022 (Destatis 12521, rounded), without EU citizens who seldom meet these offices.
 *
 * @param nationality  ISO 3166-1 alpha-2
 * @param country      German name
 * @param weight       share in the demonstration, in per mille
 * @param languages    BCP 47 tags of preferred languages, the first the most frequent
 * @param familyNames  family names, Latin script
 * @param femaleNames  given names of women
 * @param maleNames    given names of men
 * @param birthPlaces  larger towns
 * @param fromYear     earliest usual year of entry
 * @param usualTitle   the most frequent residence title
 */
record Origin(String nationality, String country, int weight, List<String> languages, List<String> familyNames,
        List<String> femaleNames, List<String> maleNames, List<String> birthPlaces, int fromYear, String usualTitle) {

    static final List<Origin> ALL = List.of(
            of("UA", "Ukraine", 290, "uk ru",
                    "Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Melnyk Polishchuk",
                    "Olena Iryna Nataliia Oksana Tetiana Yuliia Kateryna", "Andrii Oleksandr Dmytro Serhii Maksym Ivan",
                    "Kyjiw Charkiw Odessa Dnipro Lwiw Mariupol", 2022, "§ 24 AufenthG"),
            of("SY", "Syrien", 230, "ar ku", "Haddad Al-Khatib Ibrahim Hamdan Najjar Sabbagh Darwish Osman",
                    "Amira Rania Layla Hala Noor Samar Fatima", "Omar Khaled Yousef Mahmoud Samer Bilal",
                    "Aleppo Damaskus Homs Idlib Raqqa Qamischli", 2015, "§ 25 Abs. 2 AufenthG"),
            of("AF", "Afghanistan", 115, "fa ps", "Ahmadi Rahimi Hosseini Noori Karimi Sultani Popal",
                    "Zahra Maryam Parwana Shabnam Laila Nargis", "Ahmad Farid Jawid Hamid Mustafa Najib",
                    "Kabul Herat Masar-e-Scharif Kandahar Dschalalabad", 2015, "§ 25 Abs. 3 AufenthG"),
            of("TR", "Türkei", 90, "tr ku", "Yilmaz Kaya Demir Celik Sahin Aydin Arslan",
                    "Ayse Elif Zeynep Emine Hatice Merve", "Mehmet Mustafa Emre Ahmet Murat Can",
                    "Istanbul Gaziantep Diyarbakir Ankara Adana", 2016, "§ 28 AufenthG"),
            of("IQ", "Irak", 70, "ar ckb ku", "Al-Jabouri Hussein Salih Barzani Mahdi Khalaf",
                    "Shirin Zainab Suha Hevin Amal", "Ali Hassan Dilshad Karwan Mustafa",
                    "Mossul Bagdad Erbil Sindschar Kirkuk", 2015, "§ 25 Abs. 2 AufenthG"),
            of("IR", "Iran", 45, "fa", "Mohammadi Hosseini Karimi Moradi Jafari", "Shirin Neda Mina Parisa Sara",
                    "Reza Amir Hossein Arash Babak", "Teheran Isfahan Schiras Maschhad", 2016, "§ 25 Abs. 1 AufenthG"),
            of("ER", "Eritrea", 35, "ti", "Tesfay Gebremedhin Habte Kidane Berhe", "Selam Luwam Feven Helen Rahel",
                    "Yonas Filmon Samuel Merhawi Abel", "Asmara Keren Massawa Mendefera", 2014, "§ 25 Abs. 2 AufenthG"),
            of("SO", "Somalia", 30, "so", "Abdi Warsame Hassan Farah Ali", "Hodan Ayaan Fadumo Sahra",
                    "Abdirahman Mohamed Liban Yusuf", "Mogadischu Hargeisa Kismaayo Baidoa", 2014,
                    "§ 25 Abs. 2 AufenthG"),
            of("RU", "Russische Föderation", 35, "ru", "Ivanova Petrov Smirnova Volkov Magomedov",
                    "Anna Elena Maria Aminat",
                    "Dmitri Sergei Ruslan Pavel", "Moskau Grosny Sankt-Petersburg Kasan", 2012, "§ 7 AufenthG"),
            of("NG", "Nigeria", 20, "en", "Okafor Adeyemi Eze Osagie", "Blessing Joy Grace Chioma",
                    "Emmanuel Samuel Chinedu Victor", "Lagos Benin-City Kano", 2015,
                    "§ 55 AsylG (Aufenthaltsgestattung)"),
            of("GN", "Guinea", 15, "fr", "Diallo Barry Bah Camara", "Fatoumata Mariama Aissatou",
                    "Mamadou Alpha Ibrahima",
                    "Conakry Labé Kankan", 2016, "§ 60a AufenthG (Duldung)"),
            of("VE", "Venezuela", 15, "es", "Rodríguez González Pérez Hernández", "María Carmen Gabriela",
                    "José Luis Carlos",
                    "Caracas Maracaibo Valencia", 2019, "§ 25 Abs. 3 AufenthG"),
            of("XK", "Kosovo", 10, "de", "Krasniqi Gashi Berisha", "Arta Besa Vjosa", "Arben Driton Luan",
                    "Pristina Prizren Peja", 2010, "§ 18a AufenthG"));

    private static Origin of(String nationality, String country, int weight, String languages, String familyNames,
            String femaleNames, String maleNames, String birthPlaces, int fromYear, String usualTitle) {
        return new Origin(nationality, country, weight, words(languages), words(familyNames), words(femaleNames),
                words(maleNames), words(birthPlaces), fromYear, usualTitle);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
